package org.wellspring.soap.http;

import org.apache.cxf.Bus;
import org.apache.cxf.binding.Binding;
import org.apache.cxf.jaxws.EndpointImpl;

/** Publishes endpoints on a CXF bus. */
public final class SoapEndpoints {
  private SoapEndpoints() {}

  /**
   * Publishes; of CXF's chain remain transport, invocation and continuations.
   *
   * @param path below the servlet's
   */
  public static EndpointImpl publish(Bus bus, SoapEndpoint provider, String path) {
    EndpointImpl endpoint = new EndpointImpl(bus, provider);
    endpoint.publish(path);
    Binding binding = endpoint.getServer().getEndpoint().getBinding();
    binding.getInInterceptors().clear();
    binding.getInInterceptors().add(new OctetsIn());
    binding.getOutInterceptors().clear();
    binding.getOutInterceptors().add(new OctetsOut());
    return endpoint;
  }
}
