package org.wellspring.filter.xpath;

import java.util.List;
import org.wellspring.filter.predicate.AccessKey;
import org.wellspring.filter.predicate.Comparison;
import org.wellspring.filter.predicate.Leaf;
import org.wellspring.filter.predicate.Operand;
import org.wellspring.filter.predicate.Truth;
import org.wellspring.filter.predicate.ValueTest;
import org.wellspring.filter.predicate.Values;
import org.wellspring.filter.xpath.expr.Convert;

/** The value, read as a number by XPath's own rule, compares so with a number. §3.4, §4.4. */
record XPathNumber(Comparison comparison, double number) implements ValueTest {
  @Override
  public Truth test(Values values, int index) {
    double value = values.number(index);
    if (!Double.isNaN(value)) {
      value = isPlain(values.text(index)) ? value : Convert.toNumber(values.text(index));
    }
    return Truth.of(
        switch (comparison) {
          case EQUAL -> value == number;
          case NOT_EQUAL -> value != number;
          case LESS -> value < number;
          case LESS_OR_EQUAL -> value <= number;
          case GREATER -> value > number;
          case GREATER_OR_EQUAL -> value >= number;
        });
  }

  /** What both rules read alike: an exponent and a plus sign are none of XPath's. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '.' && c != '-') {
        return false;
      }
    }
    return true;
  }

  @Override
  public List<AccessKey> keys(Operand operand) {
    if (Double.isNaN(number)) { // only != holds, and it does of everything
      return List.of(new AccessKey.Present(operand));
    }
    return List.of(comparison.key(operand, number));
  }

  @Override
  public int cost() {
    return Leaf.CHEAP;
  }
}
