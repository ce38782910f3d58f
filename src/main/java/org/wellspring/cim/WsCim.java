package org.wellspring.cim;

/** Names of the WS-CIM mapping. DSP0230 1.1. */
public final class WsCim {
  /** What a class URI begins with; the class follows. The URI is the XML namespace as well. */
  public static final String CLASSES = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/";

  /** Stands for every class. DSP0227 §7.2. */
  public static final String ALL_CLASSES = "http://schemas.dmtf.org/wbem/wscim/1/*";

  /** The selector that names the namespace. */
  public static final String NAMESPACE_SELECTOR = "__cimnamespace";

  static final String COMMON = "http://schemas.dmtf.org/wbem/wscim/1/common";
  static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
  static final String WSA = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
  static final String WSMAN = "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd";
  static final String ANONYMOUS = WSA + "/role/anonymous";
  static final String TYPE_SUFFIX = "_Type";

  private WsCim() {}

  public static String classUri(String className) {
    return CLASSES + className;
  }

  /** The last segment: the class, of a class URI. */
  public static String classOf(String uri) {
    return uri.substring(uri.lastIndexOf('/') + 1);
  }
}
