package org.wellspring.filter.predicate;

/** The value holds this text; made by {@link ValueTest#contains}. */
record TextContains(String part, TextCase textCase) implements ValueTest {
  @Override
  public Truth test(Values values, int index) {
    return Truth.of(values.text(index, textCase).contains(part));
  }
}
