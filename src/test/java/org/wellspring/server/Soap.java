package org.wellspring.server;

/** Envelopes as text, for what the client does not write. */
final class Soap {
  static final String WSMAN = "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd";
  static final String WSE = "http://schemas.xmlsoap.org/ws/2004/08/eventing";
  static final String IDENTIFY = envelope("", "<wsmid:Identify/>");

  private Soap() {}

  static String envelope(String headers, String body) {
    return """
        <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"
          xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing"
          xmlns:wse="http://schemas.xmlsoap.org/ws/2004/08/eventing"
          xmlns:wsen="http://schemas.xmlsoap.org/ws/2004/09/enumeration"
          xmlns:wsman="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"
          xmlns:wsmid="http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd">\
        <s:Header>%s</s:Header><s:Body>%s</s:Body></s:Envelope>"""
        .formatted(headers, body);
  }

  /** A request about the fountains. */
  static String request(String action, String headers, String body) {
    return envelope(
        """
        <wsa:Action s:mustUnderstand="true">%s</wsa:Action>\
        <wsa:To s:mustUnderstand="true">http://127.0.0.1/wsman</wsa:To>\
        <wsman:ResourceURI s:mustUnderstand="true">%s</wsman:ResourceURI>\
        <wsa:MessageID>uuid:4ae0b3c6-0f3b-4c33-8d39-30b66b1a0001</wsa:MessageID>\
        <wsa:ReplyTo><wsa:Address>\
        http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</wsa:Address></wsa:ReplyTo>\
        %s"""
            .formatted(action, StartedServer.FOUNTAINS, headers),
        body);
  }

  /** A Subscribe in mode Push; {@code delivery} goes behind NotifyTo. */
  static String pushSubscribe(String sink, String headers, String delivery) {
    return request(
        WSE + "/Subscribe",
        headers,
        """
        <wse:Subscribe><wse:Delivery Mode="%s/DeliveryModes/Push">\
        <wse:NotifyTo><wsa:Address>%s</wsa:Address></wse:NotifyTo>%s</wse:Delivery>\
        </wse:Subscribe>"""
            .formatted(WSE, sink, delivery));
  }
}
