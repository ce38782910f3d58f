package org.wellspring.filter.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wellspring.filter.predicate.AccessKey;
import org.wellspring.filter.predicate.Leaf;
import org.wellspring.filter.predicate.Operand;
import org.wellspring.filter.predicate.Predicate;
import org.wellspring.filter.predicate.Truth;

/**
 * Decides where a predicate is filed: under the one conjunct that promises the fewest candidates,
 * and for a disjunction under one key of each branch. What promises few depends on what is filed
 * already: the emptiest place is the best, so a crowded value is avoided where another key is at
 * hand.
 */
final class KeyChoice {
  /**
   * A set of keys of which one holds whenever the predicate is TRUE or BROKEN.
   *
   * @param cost how many candidates they bring, roughly
   * @param keys distinct, none of them an {@code AnyOf}
   */
  record Choice(double cost, List<AccessKey> keys) {}

  private final Directory directory;

  KeyChoice(Directory directory) {
    this.directory = directory;
  }

  /** Empty when no key is necessary: the predicate has to be evaluated on every event. */
  Optional<Choice> of(Predicate predicate) {
    if (predicate instanceof Predicate.Constant constant) {
      boolean never = constant.truth() == Truth.FALSE || constant.truth() == Truth.UNKNOWN;
      return never ? Optional.of(new Choice(0, List.of())) : Optional.empty();
    }
    if (predicate instanceof Predicate.And and) {
      return ofAnd(and);
    }
    if (predicate instanceof Predicate.Or or) {
      return together(or.operands().stream().map(this::of).toList());
    }
    if (predicate instanceof Predicate.Not not) {
      return best(not.operand().keysOfNegation());
    }
    return best(((Leaf) predicate).keys());
  }

  private Optional<Choice> ofAnd(Predicate.And and) {
    Optional<Choice> best = best(intervals(and));
    for (Predicate operand : and.operands()) {
      best = cheaper(best, of(operand));
    }
    return best;
  }

  /**
   * A lower and an upper bound on the same operand make an interval. Where the operand is a list,
   * different values may fulfil them; the directory knows that.
   */
  private static List<AccessKey> intervals(Predicate.And and) {
    Map<Operand, AccessKey.Range> byOperand = new HashMap<>();
    for (Predicate operand : and.operands()) {
      if (operand instanceof Leaf leaf) {
        for (AccessKey key : leaf.keys()) {
          if (key instanceof AccessKey.Range range) {
            byOperand.merge(range.operand(), range, KeyChoice::intersection);
          }
        }
      }
    }
    return new ArrayList<>(byOperand.values());
  }

  /**
   * Both, as an interval; just one of them where they do not make one: of a list, one value may be
   * at least 3 and another at most 3, and none be 3.
   */
  private static AccessKey.Range intersection(AccessKey.Range a, AccessKey.Range b) {
    double low = Math.max(a.low(), b.low());
    double high = Math.min(a.high(), b.high());
    return low < high && !isPoint(a) && !isPoint(b)
        ? new AccessKey.Range(a.operand(), low, high)
        : isPoint(b) ? b : a;
  }

  private static boolean isPoint(AccessKey.Range range) {
    return range.low() == range.high();
  }

  private Optional<Choice> best(List<AccessKey> keys) {
    Optional<Choice> best = Optional.empty();
    for (AccessKey key : keys) {
      best = cheaper(best, of(key));
    }
    return best;
  }

  private Optional<Choice> of(AccessKey key) {
    if (key instanceof AccessKey.AnyOf any) {
      return together(any.keys().stream().map(this::of).toList());
    }
    return Optional.of(new Choice(directory.estimate(key), List.of(key)));
  }

  private static Optional<Choice> together(List<Optional<Choice>> branches) {
    double cost = 0;
    Set<AccessKey> keys = new LinkedHashSet<>();
    for (Optional<Choice> branch : branches) {
      if (branch.isEmpty()) {
        return Optional.empty();
      }
      cost += branch.get().cost;
      keys.addAll(branch.get().keys);
    }
    return Optional.of(new Choice(cost, List.copyOf(keys)));
  }

  private static Optional<Choice> cheaper(Optional<Choice> a, Optional<Choice> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? b : a;
    }
    return b.get().cost < a.get().cost ? b : a;
  }
}
