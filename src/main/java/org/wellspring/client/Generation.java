package org.wellspring.client;

import java.util.Optional;

/**
 * The three generations of WS-Management that differ on the wire in their namespace, in how they
 * write the keys of a resource, and in the delivery modes they have.
 */
public enum Generation {
  /** DSP0226 1.0 to 1.2. */
  DMTF(
      "dmtf",
      "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd",
      "http://schemas.dmtf.org/wbem/wsman/1/wsman"),
  /** The first draft: keys instead of selector sets, modes Batched, Pull and Trap. */
  OCTOBER_2004(
      "2004-09",
      "http://schemas.xmlsoap.org/ws/2004/09/management",
      "http://schemas.xmlsoap.org/ws/2004/09/management"),
  /** The draft of Windows Server 2003 R2: the elements of DSP0226 in another namespace. */
  JUNE_2005(
      "2005-06",
      "http://schemas.xmlsoap.org/ws/2005/06/management",
      "http://schemas.xmlsoap.org/ws/2005/06/management");

  private final String label;
  private final String namespace;
  private final String uriBase;

  Generation(String label, String namespace, String uriBase) {
    this.label = label;
    this.namespace = namespace;
    this.uriBase = uriBase;
  }

  /** As on the command line: {@code dmtf}, {@code 2004-09}, {@code 2005-06}. */
  public String label() {
    return label;
  }

  /** The namespace of the management elements. */
  public String namespace() {
    return namespace;
  }

  /** A URI of this generation: an action, a mode, a bookmark. */
  public String uri(String name) {
    return uriBase + "/" + name;
  }

  /** The delivery mode's URI; empty when this generation has no such mode. */
  public Optional<String> modeUri(Mode mode) {
    boolean first = this == OCTOBER_2004;
    return switch (mode) {
      case PUSH -> Optional.of(Wire.PUSH_MODE);
      case PUSH_WITH_ACK -> first ? Optional.empty() : Optional.of(uri("PushWithAck"));
      case BATCHED -> Optional.of(uri(first ? "Batched" : "Events"));
      case PULL -> Optional.of(uri("Pull"));
      case TRAP -> first ? Optional.of(uri("Trap")) : Optional.empty();
    };
  }

  @Override
  public String toString() {
    return label;
  }
}
