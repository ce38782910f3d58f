package org.wellspring.filter.query;

import java.util.List;
import org.wellspring.filter.predicate.AccessKey;
import org.wellspring.filter.predicate.EventView;
import org.wellspring.filter.predicate.Leaf;
import org.wellspring.filter.predicate.Operand;
import org.wellspring.filter.predicate.Truth;
import org.wellspring.filter.predicate.ValueTest;
import org.wellspring.filter.predicate.Values;

/**
 * Tests one value of a list.
 *
 * @param index from 0
 * @param ofNull the answer when the list is not as long, or there is a null
 */
record ValueAt(Operand operand, int index, ValueTest test, Truth ofNull) implements Leaf {
  @Override
  public Truth test(EventView event) {
    Values values = event.values(operand);
    return index >= values.size() || values.isNull(index) ? ofNull : test.test(values, index);
  }

  @Override
  public List<AccessKey> keys() {
    return test.keys(operand);
  }

  @Override
  public int cost() {
    return test.cost();
  }
}
