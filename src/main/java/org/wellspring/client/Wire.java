package org.wellspring.client;

import java.util.Map;

/** The namespaces and action URIs of the messages this package reads and writes. */
final class Wire {
  static final String SOAP = "http://www.w3.org/2003/05/soap-envelope";
  static final String WSA = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
  static final String WSE = "http://schemas.xmlsoap.org/ws/2004/08/eventing";
  static final String WSEN = "http://schemas.xmlsoap.org/ws/2004/09/enumeration";
  static final String WXF = "http://schemas.xmlsoap.org/ws/2004/09/transfer";
  static final String WSMID = "http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd";

  static final String ANONYMOUS = WSA + "/role/anonymous";
  static final String PUSH_MODE = WSE + "/DeliveryModes/Push";
  static final String SUBSCRIPTION_END = WSE + "/SubscriptionEnd";
  static final String XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116";
  static final String CONTENT_TYPE = "application/soap+xml;charset=UTF-8";

  /** The prefixes under which people know these namespaces, for messages to people. */
  private static final Map<String, String> PREFIXES =
      Map.of(
          SOAP,
          "s",
          WSA,
          "wsa",
          WSE,
          "wse",
          WSEN,
          "wsen",
          WXF,
          "wxf",
          WSMID,
          "wsmid",
          Generation.DMTF.namespace(),
          "wsman",
          Generation.JUNE_2005.namespace(),
          "wsman",
          Generation.OCTOBER_2004.namespace(),
          "wsman");

  private Wire() {}

  /** The usual prefix of a namespace, or the namespace in braces when it has none. */
  static String spelled(String namespace, String local) {
    String prefix = PREFIXES.get(namespace);
    return prefix == null ? "{" + namespace + "}" + local : prefix + ":" + local;
  }
}
