package org.wellspring.soap.http;

import jakarta.activation.DataSource;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.Message;
import org.apache.cxf.message.MessageContentsList;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.service.model.BindingOperationInfo;

/**
 * Hands the octets of a request to the Provider as they came. CXF's own interceptors would parse
 * them first, without our limits and with an encoding of their choice.
 */
final class OctetsIn extends AbstractPhaseInterceptor<Message> {
  OctetsIn() {
    super(Phase.UNMARSHAL);
  }

  @Override
  public void handleMessage(Message message) throws Fault {
    InputStream octets = message.getContent(InputStream.class);
    MessageContentsList contents = new MessageContentsList();
    contents.add(new Request(octets));
    message.setContent(List.class, contents);
    // A Provider has one operation, whatever the message.
    BindingOperationInfo operation =
        message
            .getExchange()
            .getEndpoint()
            .getEndpointInfo()
            .getBinding()
            .getOperations()
            .iterator()
            .next();
    message.getExchange().put(BindingOperationInfo.class, operation);
  }

  private record Request(InputStream octets) implements DataSource {
    @Override
    public InputStream getInputStream() {
      return octets;
    }

    @Override
    public OutputStream getOutputStream() {
      throw new UnsupportedOperationException("a request is read, not written");
    }

    @Override
    public String getContentType() {
      return "application/soap+xml";
    }

    @Override
    public String getName() {
      return "request";
    }
  }
}
