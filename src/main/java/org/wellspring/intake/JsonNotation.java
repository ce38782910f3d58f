package org.wellspring.intake;

/** Names of the two sides of {@link JsonBody}, and what is a name at all. */
final class JsonNotation {
  static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
  static final String XS = "http://www.w3.org/2001/XMLSchema";
  static final String MARKS = "urn:wellspring:json";

  /** Attribute {@code j:array}: any of {@link #ONE}, {@link #EMPTY}, {@link #NESTED}. */
  static final String ARRAY = "array";

  /** Attribute {@code j:object}: only {@link #EMPTY}. */
  static final String OBJECT = "object";

  static final String ONE = "one";
  static final String EMPTY = "empty";
  static final String NESTED = "nested";

  /** Element of an array inside an array. */
  static final String ITEM = "item";

  /** Member for the text of an element that has attributes or child elements too. */
  static final String TEXT = "#text";

  private JsonNotation() {}
}
