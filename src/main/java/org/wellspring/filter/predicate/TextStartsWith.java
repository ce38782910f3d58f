package org.wellspring.filter.predicate;

import java.util.List;

/** The value begins with this text; made by {@link ValueTest#startsWith}. */
record TextStartsWith(String prefix, TextCase textCase) implements ValueTest {
  @Override
  public Truth test(Values values, int index) {
    return Truth.of(values.text(index, textCase).startsWith(prefix));
  }

  @Override
  public List<AccessKey> keys(Operand operand) {
    return List.of(AccessKey.prefix(operand, prefix, textCase));
  }

  @Override
  public boolean keysSuffice() {
    return !prefix.isEmpty() && prefix.length() <= AccessKey.LONGEST;
  }

  @Override
  public int cost() {
    return Leaf.CHEAP;
  }
}
