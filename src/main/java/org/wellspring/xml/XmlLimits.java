package org.wellspring.xml;

/**
 * How large and how deep a document may be. Checked while reading, before memory is spent.
 *
 * @param maxCharacters of the whole document
 * @param maxDepth levels of elements
 * @param maxAttributes per element
 * @param maxTextLength characters of one run of text or one attribute value
 * @param maxChildren per element
 */
public record XmlLimits(
    long maxCharacters, int maxDepth, int maxAttributes, int maxTextLength, int maxChildren) {
  public static final XmlLimits DEFAULTS = new XmlLimits(4_194_304, 128, 256, 1_048_576, 65_536);

  /** These limits with another bound on the whole document. */
  public XmlLimits withMaxCharacters(long characters) {
    return new XmlLimits(characters, maxDepth, maxAttributes, maxTextLength, maxChildren);
  }
}
