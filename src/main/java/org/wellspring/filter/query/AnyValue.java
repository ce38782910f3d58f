package org.wellspring.filter.query;

import org.wellspring.filter.predicate.Leaf;
import org.wellspring.filter.predicate.Truth;
import org.wellspring.filter.predicate.ValueTest;
import org.wellspring.filter.predicate.Values;

/** There is a value. */
record AnyValue() implements ValueTest {
  @Override
  public Truth test(Values values, int index) {
    return Truth.TRUE;
  }

  @Override
  public int cost() {
    return Leaf.CHEAP;
  }
}
