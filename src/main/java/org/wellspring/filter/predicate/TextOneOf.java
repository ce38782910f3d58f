package org.wellspring.filter.predicate;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The value is one of these texts; made by {@link ValueTest#oneOf}. */
record TextOneOf(Set<String> texts, TextCase textCase) implements ValueTest {
  static TextOneOf of(Set<String> texts, TextCase textCase) {
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("none of no values");
    }
    return new TextOneOf(
        texts.stream().map(textCase::fold).collect(Collectors.toUnmodifiableSet()), textCase);
  }

  @Override
  public Truth test(Values values, int index) {
    return Truth.of(texts.contains(values.text(index, textCase)));
  }

  @Override
  public List<AccessKey> keys(Operand operand) {
    return List.of(new AccessKey.OneOf(operand, texts, textCase));
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
