package org.wellspring.fault;

/**
 * The specification that names a fault: it decides the subcode's namespace and the action of the
 * fault message.
 */
public enum FaultFamily {
  /** SOAP 1.2's own codes: no subcode. */
  SOAP(
      "http://www.w3.org/2003/05/soap-envelope",
      "s",
      "http://schemas.xmlsoap.org/ws/2004/08/addressing/fault"),
  ADDRESSING(
      "http://schemas.xmlsoap.org/ws/2004/08/addressing",
      "wsa",
      "http://schemas.xmlsoap.org/ws/2004/08/addressing/fault"),
  EVENTING(
      "http://schemas.xmlsoap.org/ws/2004/08/eventing",
      "wse",
      "http://schemas.xmlsoap.org/ws/2004/08/eventing/fault"),
  W3C_ADDRESSING(
      "http://www.w3.org/2005/08/addressing",
      "wsa10",
      "http://www.w3.org/2005/08/addressing/fault"),
  W3C_EVENTING(
      "http://www.w3.org/2011/03/ws-evt", "wse11", "http://www.w3.org/2011/03/ws-evt/fault"),
  ENUMERATION(
      "http://schemas.xmlsoap.org/ws/2004/09/enumeration",
      "wsen",
      "http://schemas.xmlsoap.org/ws/2004/09/enumeration/fault"),
  TRANSFER(
      "http://schemas.xmlsoap.org/ws/2004/09/transfer",
      "wxf",
      "http://schemas.xmlsoap.org/ws/2004/09/transfer/fault"),
  /** The namespace and action given are DMTF's; older generations put their own in their place. */
  MANAGEMENT(
      "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd",
      "wsman",
      "http://schemas.dmtf.org/wbem/wsman/1/wsman/fault"),
  /** DSP0227. */
  CIM_BINDING(
      "http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd",
      "wsmb",
      "http://schemas.dmtf.org/wbem/wsman/1/cimbinding/fault");

  private final String namespace;
  private final String prefix;
  private final String action;

  FaultFamily(String namespace, String prefix, String action) {
    this.namespace = namespace;
    this.prefix = prefix;
    this.action = action;
  }

  public String namespace() {
    return namespace;
  }

  public String prefix() {
    return prefix;
  }

  public String action() {
    return action;
  }
}
