package org.wellspring.filter.predicate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A question about an event. Immutable, compared by value, safe for use by several threads.
 *
 * <p>Build trees with {@link #allOf}, {@link #anyOf} and {@link #not}: they keep them small. Depth
 * is the dialect's to limit; a hundred levels are safe.
 */
public sealed interface Predicate
    permits Predicate.Constant, Predicate.And, Predicate.Or, Predicate.Not, Leaf {
  Predicate TRUE = new Constant(Truth.TRUE);
  Predicate FALSE = new Constant(Truth.FALSE);

  /**
   * Evaluates the whole tree. This is what a filter means; the index gives the same answers faster.
   * Never throws: what fails is BROKEN, and {@link EventView#troubleWith} says why.
   */
  Truth evaluate(EventView event);

  /** The same for every event. */
  record Constant(Truth truth) implements Predicate {
    @Override
    public Truth evaluate(EventView event) {
      return truth;
    }
  }

  /**
   * The least of all.
   *
   * @param operands two or more, none of them an {@code And}
   */
  record And(List<Predicate> operands) implements Predicate {
    public And {
      operands = List.copyOf(operands);
    }

    @Override
    public Truth evaluate(EventView event) {
      Truth all = Truth.TRUE;
      for (Predicate operand : operands) {
        all = all.and(operand.evaluate(event));
        if (all == Truth.FALSE) {
          return all;
        }
      }
      return all;
    }
  }

  /**
   * The greatest of all.
   *
   * @param operands two or more, none of them an {@code Or}
   */
  record Or(List<Predicate> operands) implements Predicate {
    public Or {
      operands = List.copyOf(operands);
    }

    @Override
    public Truth evaluate(EventView event) {
      Truth any = Truth.FALSE;
      for (Predicate operand : operands) {
        any = any.or(operand.evaluate(event));
        if (any == Truth.TRUE) {
          return any;
        }
      }
      return any;
    }
  }

  /** The opposite of a leaf; {@link #not} brings every negation down to the leaves. */
  record Not(Leaf operand) implements Predicate {
    @Override
    public Truth evaluate(EventView event) {
      return operand.evaluate(event).not();
    }
  }

  /** All of them; TRUE for none. Nested conjunctions are merged, repetitions and TRUE left out. */
  static Predicate allOf(List<Predicate> operands) {
    Set<Predicate> flat = new LinkedHashSet<>();
    for (Predicate operand : operands) {
      flat.addAll(operand instanceof And and ? and.operands : List.of(operand));
    }
    flat.remove(TRUE);
    if (flat.contains(FALSE)) {
      return FALSE;
    }
    return switch (flat.size()) {
      case 0 -> TRUE;
      case 1 -> flat.iterator().next();
      default -> new And(new ArrayList<>(flat));
    };
  }

  static Predicate allOf(Predicate... operands) {
    return allOf(Arrays.asList(operands));
  }

  /**
   * Any of them; FALSE for none. Nested disjunctions are merged, repetitions and FALSE left out.
   */
  static Predicate anyOf(List<Predicate> operands) {
    Set<Predicate> flat = new LinkedHashSet<>();
    for (Predicate operand : operands) {
      flat.addAll(operand instanceof Or or ? or.operands : List.of(operand));
    }
    flat.remove(FALSE);
    if (flat.contains(TRUE)) {
      return TRUE;
    }
    return switch (flat.size()) {
      case 0 -> FALSE;
      case 1 -> flat.iterator().next();
      default -> new Or(new ArrayList<>(flat));
    };
  }

  static Predicate anyOf(Predicate... operands) {
    return anyOf(Arrays.asList(operands));
  }

  /**
   * The opposite. Negation is brought down to the leaves by De Morgan's laws, where the index can
   * use it.
   */
  static Predicate not(Predicate operand) {
    if (operand instanceof Leaf leaf) {
      return new Not(leaf);
    }
    if (operand instanceof Not not) {
      return not.operand;
    }
    if (operand instanceof And and) {
      return anyOf(and.operands.stream().map(Predicate::not).toList());
    }
    if (operand instanceof Or or) {
      return allOf(or.operands.stream().map(Predicate::not).toList());
    }
    return new Constant(((Constant) operand).truth.not());
  }
}
