package org.wellspring.filter.criteria;

import org.wellspring.filter.predicate.Leaf;
import org.wellspring.filter.predicate.Truth;
import org.wellspring.filter.predicate.ValueTest;
import org.wellspring.filter.predicate.Values;

/** The value is more than white space. */
record NotBlank() implements ValueTest {
  @Override
  public Truth test(Values values, int index) {
    return Truth.of(!values.text(index).isBlank());
  }

  @Override
  public int cost() {
    return Leaf.CHEAP;
  }
}
