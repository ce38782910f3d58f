package org.wellspring.filter;

import org.wellspring.filter.predicate.EventView;
import org.wellspring.filter.predicate.Leaf;
import org.wellspring.filter.predicate.Truth;

/** A filter that the index cannot look into. */
record OpaqueLeaf(Filter filter) implements Leaf {
  @Override
  public Truth test(EventView event) {
    return switch (filter.test(event)) {
      case YES -> Truth.TRUE;
      case NO -> Truth.FALSE;
      case BROKEN -> Truth.BROKEN;
    };
  }

  @Override
  public int cost() {
    return COSTLY;
  }
}
