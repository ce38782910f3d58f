package org.wellspring.soap;

import java.util.LinkedHashMap;
import java.util.Map;

/** Namespaces and the prefixes we write for them. */
public final class Ns {
  public static final String SOAP = "http://www.w3.org/2003/05/soap-envelope";
  public static final String WSA = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
  public static final String WSA10 = "http://www.w3.org/2005/08/addressing";
  public static final String WSE = "http://schemas.xmlsoap.org/ws/2004/08/eventing";

  /** W3C WS-Eventing, 2011. */
  public static final String WSE11 = "http://www.w3.org/2011/03/ws-evt";

  public static final String WSEN = "http://schemas.xmlsoap.org/ws/2004/09/enumeration";
  public static final String WXF = "http://schemas.xmlsoap.org/ws/2004/09/transfer";
  public static final String WSMID =
      "http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd";
  public static final String WSMAN = "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd";
  public static final String MEX = "http://schemas.xmlsoap.org/ws/2004/09/mex";
  public static final String WST = "http://schemas.xmlsoap.org/ws/2005/02/trust";
  public static final String WSSE =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
  public static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

  /** Microsoft's own headers; always optional. */
  public static final String MS_WSMAN = "http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd";

  public static final String MS_MACHINE_ID = "http://schemas.microsoft.com/wbem/wsman/1/machineid";

  /** "Use the HTTP response." WS-Addressing 2004/08 §2.3. */
  public static final String ANONYMOUS =
      "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous";

  private Ns() {}

  /** What every envelope of ours declares, so that any QName in text has a bound prefix. */
  public static Map<String, String> declared(String managementNamespace) {
    Map<String, String> byPrefix = new LinkedHashMap<>();
    byPrefix.put("s", SOAP);
    byPrefix.put("wsa", WSA);
    byPrefix.put("wsman", managementNamespace);
    return byPrefix;
  }
}
