package org.wellspring.filter.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wellspring.filter.predicate.EventView;
import org.wellspring.filter.predicate.Leaf;
import org.wellspring.filter.predicate.Predicate;
import org.wellspring.filter.predicate.Truth;

/**
 * A sub-expression that is there once, however many predicates hold it, and is evaluated once per
 * event: an answer is remembered together with the number of the match it was given in.
 *
 * <p>The memory is one long, written and read as a whole. Two threads that match at a time
 * overwrite each other's, which costs an evaluation and nothing else.
 */
abstract class Cell {
  private static final int TRUTH_BITS = 2;
  private static final Truth[] TRUTHS = Truth.values();
  private static final VarHandle ANSWER;

  static {
    try {
      ANSWER = MethodHandles.lookup().findVarHandle(Cell.class, "answer", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("UnusedVariable") // through ANSWER
  private long answer = -1;

  /** Order of first use: gives operands of equal cost a fixed order. */
  final int number;

  /** How many predicates and other cells use it; changed under the index's lock. */
  int users;

  Cell(int number) {
    this.number = number;
  }

  /**
   * Evaluates, or remembers.
   *
   * @param match number of this match, never used before
   */
  final Truth evaluate(EventView event, long match) {
    if (users <= 1 || cost() <= Leaf.CHEAP) {
      return compute(event, match);
    }
    long known = (long) ANSWER.getOpaque(this);
    if (known >> TRUTH_BITS == match) {
      return TRUTHS[(int) (known & 3)];
    }
    Truth truth = compute(event, match);
    ANSWER.setOpaque(this, match << TRUTH_BITS | truth.ordinal());
    return truth;
  }

  abstract Truth compute(EventView event, long match);

  abstract int cost();

  /** The cells it is made of. */
  abstract Cell[] parts();

  /** What the event says of a leaf below that was BROKEN. */
  Optional<String> trouble(EventView event) {
    for (Cell part : parts()) {
      Optional<String> known = part.trouble(event);
      if (known.isPresent()) {
        return known;
      }
    }
    return Optional.empty();
  }

  /** Asks the event. */
  static final class OfLeaf extends Cell {
    private final Leaf leaf;

    OfLeaf(int number, Leaf leaf) {
      super(number);
      this.leaf = leaf;
    }

    @Override
    Truth compute(EventView event, long match) {
      return leaf.evaluate(event);
    }

    @Override
    Optional<String> trouble(EventView event) {
      return event.troubleWith(leaf);
    }

    @Override
    int cost() {
      return leaf.cost();
    }

    @Override
    Cell[] parts() {
      return NONE;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof OfLeaf that && leaf.equals(that.leaf);
    }

    @Override
    public int hashCode() {
      return leaf.hashCode();
    }
  }

  /** The same for every event. */
  static final class OfConstant extends Cell {
    private final Truth truth;

    OfConstant(int number, Truth truth) {
      super(number);
      this.truth = truth;
    }

    @Override
    Truth compute(EventView event, long match) {
      return truth;
    }

    @Override
    int cost() {
      return 0;
    }

    @Override
    Cell[] parts() {
      return NONE;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof OfConstant that && truth == that.truth;
    }

    @Override
    public int hashCode() {
      return truth.hashCode();
    }
  }

  private static final Cell[] NONE = {};

  /** How the answers of the parts are put together. */
  enum Form {
    AND {
      @Override
      Truth compute(Cell[] parts, EventView event, long match) {
        Truth all = Truth.TRUE;
        for (Cell part : parts) {
          all = all.and(part.evaluate(event, match));
          if (all == Truth.FALSE) {
            return all;
          }
        }
        return all;
      }
    },
    OR {
      @Override
      Truth compute(Cell[] parts, EventView event, long match) {
        Truth any = Truth.FALSE;
        for (Cell part : parts) {
          any = any.or(part.evaluate(event, match));
          if (any == Truth.TRUE) {
            return any;
          }
        }
        return any;
      }
    },
    NOT {
      @Override
      Truth compute(Cell[] parts, EventView event, long match) {
        return parts[0].evaluate(event, match).not();
      }
    };

    abstract Truth compute(Cell[] parts, EventView event, long match);
  }

  /** Puts other cells together. */
  static final class Composite extends Cell {
    private final Form form;
    private final Cell[] parts;
    private final int cost;

    /**
     * @param parts cheapest first, then by number: so equal ones are equal arrays
     */
    Composite(int number, Form form, Cell[] parts) {
      super(number);
      this.form = form;
      this.parts = parts;
      int sum = 0;
      for (Cell part : parts) {
        sum += Math.min(part.cost(), Leaf.COSTLY);
      }
      this.cost = sum;
    }

    static Form formOf(Predicate predicate) {
      return predicate instanceof Predicate.And
          ? Form.AND
          : predicate instanceof Predicate.Or ? Form.OR : Form.NOT;
    }

    @Override
    Truth compute(EventView event, long match) {
      return form.compute(parts, event, match);
    }

    @Override
    int cost() {
      return cost;
    }

    @Override
    Cell[] parts() {
      return parts;
    }

    /** Parts are there once each, so they are compared by identity. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Composite that
          && form == that.form
          && parts.length == that.parts.length
          && sameParts(that);
    }

    private boolean sameParts(Composite that) {
      for (int i = 0; i < parts.length; i++) {
        if (parts[i] != that.parts[i]) {
          return false;
        }
      }
      return true;
    }

    @Override
    public int hashCode() {
      return 31 * form.hashCode()
          + Arrays.stream(parts).mapToInt(p -> p.number).reduce(1, Composite::mix);
    }

    private static int mix(int hash, int number) {
      return (hash ^ number) * 0x9E3779B1;
    }
  }
}
