package org.wellspring.filter.predicate;

import java.util.List;

/**
 * Tests the values of an operand: TRUE when the test says so of any of them, as "any" is what all
 * our dialects mean by comparing a list. Nulls are passed over.
 *
 * @param ifMissing the answer when there is no value, or only nulls
 */
public record Match(Operand operand, ValueTest test, Truth ifMissing) implements Leaf {
  /**
   * A property that is missing does not match: XPath, the Selector dialect, the criteria language.
   */
  public static Match of(Operand operand, ValueTest test) {
    return new Match(operand, test, Truth.FALSE);
  }

  /** A comparison with a property that is missing is UNKNOWN: CQL. */
  public static Match orUnknown(Operand operand, ValueTest test) {
    return new Match(operand, test, Truth.UNKNOWN);
  }

  @Override
  public Truth test(EventView event) {
    Values values = event.values(operand);
    Truth any = Truth.FALSE;
    boolean missing = true;
    for (int i = 0; i < values.size(); i++) {
      if (!values.isNull(i)) {
        missing = false;
        any = any.or(test.test(values, i));
        if (any == Truth.TRUE) {
          return any;
        }
      }
    }
    return missing ? ifMissing : any;
  }

  @Override
  public List<AccessKey> keys() {
    return mayHoldWhenMissing(ifMissing) ? List.of() : test.keys(operand);
  }

  @Override
  public boolean keysSuffice() {
    return test.keysSuffice();
  }

  /**
   * "None of the values" is true of those only that are there, unless the missing count as well.
   */
  @Override
  public List<AccessKey> keysOfNegation() {
    return mayHoldWhenMissing(ifMissing.not())
        ? List.of()
        : List.of(new AccessKey.Present(operand));
  }

  private static boolean mayHoldWhenMissing(Truth answer) {
    return answer == Truth.TRUE || answer == Truth.BROKEN;
  }

  @Override
  public int cost() {
    return test.cost();
  }
}
