package org.wellspring.xml;

import com.ctc.wstx.io.WstxInputData;

/**
 * An expanded name: namespace URI and local part. Prefixes are spelling and take no part in
 * equality.
 *
 * @param namespace the namespace URI, empty for "no namespace"
 * @param local the local part, never empty
 */
public record XmlName(String namespace, String local) {
  public XmlName {
    if (local.isEmpty()) {
      throw new IllegalArgumentException("an XML name needs a local part");
    }
  }

  /** A name in no namespace. */
  public static XmlName local(String local) {
    return new XmlName("", local);
  }

  /**
   * Whether an element or attribute may be called so. The parser's own table decides, or something
   * could be written that nobody can read again.
   */
  public static boolean isLegal(String local) {
    return !local.isEmpty()
        && local.indexOf(':') < 0
        && WstxInputData.findIllegalNameChar(local, true, false) < 0;
  }

  /** Clark notation: {@code {namespace}local}, or just the local part in no namespace. */
  @Override
  public String toString() {
    return namespace.isEmpty() ? local : "{" + namespace + "}" + local;
  }
}
