package org.wellspring.filter.query;

import org.wellspring.filter.predicate.Truth;
import org.wellspring.filter.predicate.ValueTest;
import org.wellspring.filter.predicate.Values;

/** The value is a truth value. */
record IsBoolean() implements ValueTest {
  private static final ValueTest TEST = new BooleanIs(true, Truth.UNKNOWN);

  @Override
  public Truth test(Values values, int index) {
    return Truth.of(TEST.test(values, index) != Truth.UNKNOWN);
  }
}
