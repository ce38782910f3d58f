package org.wellspring.model;

/**
 * A UDP multicast group that carries the events of one (resource, selectors, filter).
 *
 * @param host dotted IPv4 group address
 */
public record MulticastGroup(String host, int port, String path) {
  /** The {@code soap.udp} URI under which sinks know it. SOAP-over-UDP §5. */
  public String uri() {
    return "soap.udp://" + host + ":" + port + "/" + path;
  }
}
