package org.wellspring.filter.predicate;

import java.math.BigDecimal;
import java.util.List;

/**
 * The value, read as a number, compares so with a constant. Exact for integers of any size: beyond
 * 2<sup>53</sup> doubles are only the first look.
 *
 * @param ifNoNumber the answer when the value is no number
 */
public record NumberCompares(Comparison comparison, BigDecimal number, Truth ifNoNumber)
    implements ValueTest {
  /** From here on not every integer is a double. */
  private static final double EXACT_BELOW = 1L << 53;

  public NumberCompares {
    number = number.stripTrailingZeros();
  }

  public static NumberCompares of(Comparison comparison, BigDecimal number) {
    return new NumberCompares(comparison, number, Truth.FALSE);
  }

  @Override
  public Truth test(Values values, int index) {
    double value = values.number(index);
    if (Double.isNaN(value)) {
      return ifNoNumber;
    }
    double wanted = number.doubleValue();
    int order = Double.compare(value + 0.0, wanted + 0.0); // + 0.0: -0 is 0
    if (order == 0 && (Math.abs(value) >= EXACT_BELOW || isFraction(value))) {
      order = values.decimal(index).compareTo(number);
    }
    return Truth.of(comparison.holds(order));
  }

  private static boolean isFraction(double value) {
    return value != Math.rint(value);
  }

  @Override
  public List<AccessKey> keys(Operand operand) {
    if (ifNoNumber == Truth.TRUE || ifNoNumber == Truth.BROKEN) {
      return List.of(new AccessKey.Present(operand));
    }
    return List.of(comparison.key(operand, number.doubleValue()));
  }

  @Override
  public int cost() {
    return Leaf.CHEAP;
  }
}
