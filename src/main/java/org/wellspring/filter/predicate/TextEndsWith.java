package org.wellspring.filter.predicate;

import java.util.List;

/** The value ends with this text; made by {@link ValueTest#endsWith}. */
record TextEndsWith(String suffix, TextCase textCase) implements ValueTest {
  @Override
  public Truth test(Values values, int index) {
    return Truth.of(values.text(index, textCase).endsWith(suffix));
  }

  @Override
  public List<AccessKey> keys(Operand operand) {
    return List.of(AccessKey.suffix(operand, suffix, textCase));
  }

  @Override
  public boolean keysSuffice() {
    return !suffix.isEmpty() && suffix.length() <= AccessKey.LONGEST;
  }

  @Override
  public int cost() {
    return Leaf.CHEAP;
  }
}
