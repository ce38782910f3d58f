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
 * Every value of a list passes the test.
 *
 * @param ofNull the answer when there is none, and what a null among them gives
 */
record EveryValue(Operand operand, ValueTest test, Truth ofNull) implements Leaf {
  @Override
  public Truth test(EventView event) {
    Values values = event.values(operand);
    Truth all = values.isEmpty() ? ofNull : Truth.TRUE;
    for (int i = 0; i < values.size() && all != Truth.FALSE; i++) {
      all = all.and(values.isNull(i) ? ofNull : test.test(values, i));
    }
    return all;
  }

  /** What holds of all holds of one. */
  @Override
  public List<AccessKey> keys() {
    return test.keys(operand);
  }

  @Override
  public int cost() {
    return MODERATE;
  }
}
