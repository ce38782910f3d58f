package org.wellspring.wsman;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The three generations of WS-Management that one endpoint speaks. The namespace of the request
 * decides; reply and events come in the same one.
 */
public enum Generation {
  /** DSP0226 1.0, 1.1 and 1.2. */
  DMTF(
      "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd",
      "http://schemas.dmtf.org/wbem/wsman/1/wsman",
      "http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/"),
  JUNE_2005(
      "http://schemas.xmlsoap.org/ws/2005/06/management",
      "http://schemas.xmlsoap.org/ws/2005/06/management",
      "wsman:faultDetail/"),
  /** The first draft: Batched, Pull and Trap; keys instead of selectors. */
  OCTOBER_2004(
      "http://schemas.xmlsoap.org/ws/2004/09/management",
      "http://schemas.xmlsoap.org/ws/2004/09/management",
      "http://schemas.xmlsoap.org/ws/2004/09/management/faultDetail/");

  /** Printed in some documents of June 2005 in place of the right one. */
  private static final String JUNE_2005_MISPRINT =
      "http://schemas.xmlsoap.org/wsman/2005/06/management";

  public static final String PUSH =
      "http://schemas.xmlsoap.org/ws/2004/08/eventing/DeliveryModes/Push";

  private final String namespace;
  private final String base;
  private final String faultDetail;

  Generation(String namespace, String base, String faultDetail) {
    this.namespace = namespace;
    this.base = base;
    this.faultDetail = faultDetail;
  }

  public String namespace() {
    return namespace;
  }

  /** An action, mode or token URI of this generation: {@code uri("Heartbeat")}. */
  public String uri(String name) {
    return base + "/" + name;
  }

  /** The value of {@code wsman:FaultDetail}. */
  public String faultDetail(String name) {
    return faultDetail + name;
  }

  public String batchedMode() {
    return uri(this == OCTOBER_2004 ? "Batched" : "Events");
  }

  /** The modes that clients of this generation may ask for. */
  public List<String> modes() {
    List<String> modes = new ArrayList<>(List.of(PUSH));
    if (this != OCTOBER_2004) {
      modes.add(uri("PushWithAck"));
    }
    modes.add(batchedMode());
    modes.add(uri("Pull"));
    if (this == OCTOBER_2004) {
      modes.add(uri("Trap"));
    }
    return modes;
  }

  public static Optional<Generation> ofNamespace(String namespace) {
    for (Generation generation : values()) {
      if (generation.namespace.equals(namespace)) {
        return Optional.of(generation);
      }
    }
    return namespace.equals(JUNE_2005_MISPRINT) ? Optional.of(JUNE_2005) : Optional.empty();
  }

  /**
   * The generation that a mode URI belongs to; empty for Push, which all have, and for unknown
   * ones.
   */
  public static Optional<Generation> ofMode(String mode) {
    for (Generation generation : values()) {
      if (!mode.equals(PUSH) && mode.startsWith(generation.base + "/")) {
        return Optional.of(generation);
      }
    }
    return Optional.empty();
  }
}
