package org.wellspring.filter.query;

import java.util.List;
import java.util.OptionalInt;
import org.wellspring.filter.predicate.AccessKey;
import org.wellspring.filter.predicate.CannotEvaluate;
import org.wellspring.filter.predicate.Comparison;
import org.wellspring.filter.predicate.EventView;
import org.wellspring.filter.predicate.Leaf;
import org.wellspring.filter.predicate.Operand;
import org.wellspring.filter.predicate.Truth;
import org.wellspring.filter.predicate.Values;
import org.wellspring.filter.text.TextCompares;

/**
 * Two properties against each other: as numbers when both are, as text otherwise. Of lists one pair
 * is enough, and "not equal" means that no pair is equal.
 */
record PropertiesCompare(
    Operand left,
    OptionalInt leftIndex,
    Comparison comparison,
    Operand right,
    OptionalInt rightIndex,
    QueryRules rules)
    implements Leaf {
  /** Two long lists must not stall the dispatcher. */
  private static final long MOST_PAIRS = 10_000;

  @Override
  public Truth test(EventView event) {
    Values ours = event.values(left);
    Values theirs = event.values(right);
    if ((long) ours.size() * theirs.size() > MOST_PAIRS) {
      throw new CannotEvaluate(
          left
              + " and "
              + right
              + " are too long to be compared; "
              + MOST_PAIRS
              + " pairs of values are allowed");
    }
    boolean positive = false;
    boolean missing = true;
    for (int i = from(leftIndex); i < to(leftIndex, ours); i++) {
      for (int j = from(rightIndex); j < to(rightIndex, theirs); j++) {
        if (!ours.isNull(i) && !theirs.isNull(j)) {
          missing = false;
          positive |= asked().holds(order(ours, i, theirs, j));
        }
      }
    }
    return missing ? rules.ofNull() : Truth.of(positive == (comparison == asked()));
  }

  private Comparison asked() {
    return comparison == Comparison.NOT_EQUAL ? Comparison.EQUAL : comparison;
  }

  private static int from(OptionalInt index) {
    return index.orElse(0);
  }

  private static int to(OptionalInt index, Values values) {
    return index.isPresent() ? Math.min(index.getAsInt() + 1, values.size()) : values.size();
  }

  private int order(Values ours, int i, Values theirs, int j) {
    double number = ours.number(i);
    double other = theirs.number(j);
    return Double.isFinite(number) && Double.isFinite(other)
        ? ours.decimal(i).compareTo(theirs.decimal(j))
        : TextCompares.order(ours.text(i, rules.textCase()), theirs.text(j, rules.textCase()));
  }

  @Override
  public List<AccessKey> keys() {
    return List.of(new AccessKey.Present(left), new AccessKey.Present(right));
  }
}
