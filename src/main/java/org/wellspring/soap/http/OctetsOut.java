package org.wellspring.soap.http;

import jakarta.activation.DataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.Message;
import org.apache.cxf.message.MessageContentsList;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;

/**
 * Writes the octets of a reply as the Provider gave them, in the charset that was chosen for them.
 */
final class OctetsOut extends AbstractPhaseInterceptor<Message> {
  OctetsOut() {
    super(Phase.MARSHAL);
  }

  @Override
  public void handleMessage(Message message) throws Fault {
    MessageContentsList contents = MessageContentsList.getContentsList(message);
    OutputStream out = message.getContent(OutputStream.class);
    if (contents == null || contents.isEmpty() || out == null) {
      return;
    }
    if (contents.get(0) instanceof DataSource reply) {
      message.put(Message.CONTENT_TYPE, reply.getContentType());
      try (InputStream octets = reply.getInputStream()) {
        octets.transferTo(out);
      } catch (IOException e) { // the client has gone
        throw new Fault(e);
      }
    }
  }
}
