package org.wellspring.filter.xpath;

import org.wellspring.filter.predicate.Leaf;
import org.wellspring.filter.predicate.Truth;
import org.wellspring.filter.predicate.ValueTest;
import org.wellspring.filter.predicate.Values;

/** The value is not this text: what {@code !=} asks of each node. */
record XPathTextDiffers(String text) implements ValueTest {
  @Override
  public Truth test(Values values, int index) {
    return Truth.of(!values.text(index).equals(text));
  }

  @Override
  public int cost() {
    return Leaf.CHEAP;
  }
}
