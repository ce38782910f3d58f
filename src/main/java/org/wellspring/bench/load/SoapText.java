package org.wellspring.bench.load;

import java.util.UUID;

/** The requests of a bench as text: what a client writes once and fills in. */
public final class SoapText {
  public static final String CONTENT_TYPE = "application/soap+xml;charset=UTF-8";

  private static final String WSE = "http://schemas.xmlsoap.org/ws/2004/08/eventing";
  private static final String WSEN = "http://schemas.xmlsoap.org/ws/2004/09/enumeration";
  private static final String WSA = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
  private static final String SOAP = "http://www.w3.org/2003/05/soap-envelope";
  private static final String WSMAN = "http://schemas.dmtf.org/wbem/wsman/1/wsman";
  private static final String OCTOBER_2004 = "http://schemas.xmlsoap.org/ws/2004/09/management";
  private static final String XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116";

  public static final String PUSH = WSE + "/DeliveryModes/Push";
  public static final String BATCHED = WSMAN + "/Events";
  public static final String PULL = WSMAN + "/Pull";

  /** Of October 2004, and asked for in its namespace. */
  public static final String TRAP = OCTOBER_2004 + "/Trap";

  private SoapText() {}

  /** Asks what the server is. */
  public static String identify() {
    return "<s:Envelope xmlns:s=\""
        + SOAP
        + "\" xmlns:wsmid=\"http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd\">"
        + "<s:Header/><s:Body><wsmid:Identify/></s:Body></s:Envelope>";
  }

  /**
   * @param mode its URI
   * @param delivery what stands in Delivery: NotifyTo and limits
   * @param filter XPath; empty: none
   */
  public static String subscribe(String mode, String delivery, String filter) {
    String asked =
        filter.isEmpty() ? "" : "<wse:Filter Dialect=\"" + XPATH + "\">" + filter + "</wse:Filter>";
    return envelope(
        mode.equals(TRAP) ? OCTOBER_2004 : WSMAN + ".xsd",
        WSE + "/Subscribe",
        "<wse:Subscribe><wse:Delivery Mode=\""
            + mode
            + "\">"
            + delivery
            + "</wse:Delivery>"
            + asked
            + "</wse:Subscribe>");
  }

  public static String notifyTo(String address) {
    return "<wse:NotifyTo><wsa:Address>" + address + "</wsa:Address></wse:NotifyTo>";
  }

  public static String maxElements(int count) {
    return "<wsman:MaxElements>" + count + "</wsman:MaxElements>";
  }

  public static String pull(String context, int maxElements) {
    return envelope(
        WSMAN + ".xsd",
        WSEN + "/Pull",
        "<wsen:Pull xmlns:wsen=\""
            + WSEN
            + "\"><wsen:EnumerationContext>"
            + context
            + "</wsen:EnumerationContext><wsen:MaxElements>"
            + maxElements
            + "</wsen:MaxElements></wsen:Pull>");
  }

  private static String envelope(String wsman, String action, String body) {
    return "<s:Envelope xmlns:s=\""
        + SOAP
        + "\" xmlns:wsa=\""
        + WSA
        + "\" xmlns:wse=\""
        + WSE
        + "\" xmlns:wsman=\""
        + wsman
        + "\" xmlns:b=\""
        + EventText.NAMESPACE
        + "\"><s:Header><wsa:Action s:mustUnderstand=\"true\">"
        + action
        + "</wsa:Action><wsa:To s:mustUnderstand=\"true\">http://127.0.0.1/wsman</wsa:To>"
        + "<wsman:ResourceURI s:mustUnderstand=\"true\">"
        + EventText.RESOURCE
        + "</wsman:ResourceURI><wsa:MessageID>uuid:"
        + UUID.randomUUID()
        + "</wsa:MessageID><wsa:ReplyTo><wsa:Address>"
        + WSA
        + "/role/anonymous</wsa:Address></wsa:ReplyTo></s:Header><s:Body>"
        + body
        + "</s:Body></s:Envelope>";
  }

  /**
   * The text of the first element of that local name.
   *
   * @throws IllegalStateException if there is none
   */
  public static String textOf(String local, String message) {
    int name = message.indexOf(":" + local);
    int begin = message.indexOf('>', name) + 1;
    int end = message.indexOf('<', begin);
    if (name < 0 || end < 0) {
      throw new IllegalStateException("no " + local + " in " + message);
    }
    return message.substring(begin, end);
  }
}
