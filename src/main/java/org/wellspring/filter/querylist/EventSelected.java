package org.wellspring.filter.querylist;

import java.time.InstantSource;
import java.util.List;
import org.wellspring.filter.predicate.AccessKey;
import org.wellspring.filter.predicate.CannotEvaluate;
import org.wellspring.filter.predicate.EventView;
import org.wellspring.filter.predicate.Leaf;
import org.wellspring.filter.predicate.Truth;

/** The event is selected by an expression. */
record EventSelected(Selection.Path selection, InstantSource clock, int maxNodes) implements Leaf {
  @Override
  public Truth test(EventView event) {
    try {
      return Truth.of(new Evaluation(clock, maxNodes).selects(selection, event.root()));
    } catch (CannotEvaluate tooMuch) {
      // a key that does not hold says no, whatever else there is: so does the index
      if (keys().stream().allMatch(key -> KeyCheck.holds(key, event))) {
        throw tooMuch;
      }
      return Truth.FALSE;
    }
  }

  @Override
  public List<AccessKey> keys() {
    return SelectionKeys.of(selection);
  }

  @Override
  public int cost() {
    return COSTLY;
  }
}
