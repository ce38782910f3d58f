package org.wellspring.filter.query;

import org.wellspring.filter.predicate.Leaf;
import org.wellspring.filter.predicate.Truth;
import org.wellspring.filter.predicate.ValueTest;
import org.wellspring.filter.predicate.Values;

/** The value is a number. */
record IsNumber() implements ValueTest {
  @Override
  public Truth test(Values values, int index) {
    return Truth.of(!Double.isNaN(values.number(index)));
  }

  @Override
  public int cost() {
    return Leaf.CHEAP;
  }
}
