package org.wellspring.xml;

/**
 * A document that was not accepted: not well-formed, too large, or holding what is not allowed. The
 * message says where.
 */
public final class XmlProblem extends Exception {
  private static final long serialVersionUID = 1L;

  public XmlProblem(String message) {
    super(message);
  }
}
