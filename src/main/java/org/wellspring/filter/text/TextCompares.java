package org.wellspring.filter.text;

import org.wellspring.filter.predicate.Comparison;
import org.wellspring.filter.predicate.Leaf;
import org.wellspring.filter.predicate.TextCase;
import org.wellspring.filter.predicate.Truth;
import org.wellspring.filter.predicate.ValueTest;
import org.wellspring.filter.predicate.Values;

/**
 * The value, as text, compares so with a constant, in the order of code points: the one order that
 * is the same everywhere.
 */
public record TextCompares(Comparison comparison, String text, TextCase textCase)
    implements ValueTest {
  public TextCompares {
    text = textCase.fold(text);
  }

  @Override
  public Truth test(Values values, int index) {
    return Truth.of(comparison.holds(order(values.text(index, textCase), text)));
  }

  @Override
  public int cost() {
    return Leaf.CHEAP;
  }

  /** Below 0, 0 or above. Differs from {@link String#compareTo} beyond the basic plane. */
  public static int order(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      if (left.charAt(i) != right.charAt(i)) {
        return Integer.compare(left.codePointAt(i), right.codePointAt(i));
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
