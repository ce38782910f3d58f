package org.wellspring.filter.predicate;

import java.util.List;

/** The value is this text; made by {@link ValueTest#equalTo}. */
record TextEquals(String text, TextCase textCase) implements ValueTest {
  @Override
  public Truth test(Values values, int index) {
    return Truth.of(values.text(index, textCase).equals(text));
  }

  @Override
  public List<AccessKey> keys(Operand operand) {
    return List.of(AccessKey.equalTo(operand, text, textCase));
  }

  @Override
  public boolean keysSuffice() {
    return true;
  }

  @Override
  public int cost() {
    return Leaf.CHEAP;
  }
}
