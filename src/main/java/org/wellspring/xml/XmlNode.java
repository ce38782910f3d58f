package org.wellspring.xml;

/**
 * A child of an element: another element, or a run of text. Comments and processing instructions
 * are not kept.
 */
public sealed interface XmlNode permits XmlElement, XmlText {
  /** The text of this node and all below it, in document order: XPath's string-value. */
  String text();
}
