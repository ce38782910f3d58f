package org.wellspring.filter.query;

import java.util.List;
import java.util.Set;
import org.wellspring.filter.predicate.AccessKey;
import org.wellspring.filter.predicate.Leaf;
import org.wellspring.filter.predicate.Operand;
import org.wellspring.filter.predicate.TextCase;
import org.wellspring.filter.predicate.Truth;
import org.wellspring.filter.predicate.ValueTest;
import org.wellspring.filter.predicate.Values;

/**
 * The value is this truth value, as XML Schema writes them, in any case.
 *
 * @param otherwise the answer when it is none
 */
record BooleanIs(boolean expected, Truth otherwise) implements ValueTest {
  private static final Set<String> TRUE = Set.of("true", "1");
  private static final Set<String> FALSE = Set.of("false", "0");

  @Override
  public Truth test(Values values, int index) {
    String text = values.folded(index);
    if (TRUE.contains(text)) {
      return Truth.of(expected);
    }
    return FALSE.contains(text) ? Truth.of(!expected) : otherwise;
  }

  @Override
  public List<AccessKey> keys(Operand operand) {
    return List.of(AccessKey.oneOf(operand, expected ? TRUE : FALSE, TextCase.IGNORED));
  }

  @Override
  public int cost() {
    return Leaf.CHEAP;
  }
}
