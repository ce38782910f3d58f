package org.wellspring.filter.predicate;

/**
 * What an expression says about an event. The constants are in order: {@code and} is the smaller of
 * two, {@code or} the greater one; {@code not} turns FALSE and TRUE round and leaves the others. So
 * both are commutative and associative, and operands may be evaluated in any order.
 *
 * <p>Only TRUE lets an event pass. BROKEN is reported to the subscription; FALSE and UNKNOWN are
 * not. UNKNOWN is below BROKEN so that one conjunct that is not TRUE is enough to rule a filter
 * out: that is what the index lives on.
 */
public enum Truth {
  FALSE,
  /** Kleene's third value: a comparison with NULL in CQL, for instance. */
  UNKNOWN,
  /** It could not be evaluated: too costly, or an error that only shows at run time. */
  BROKEN,
  TRUE;

  public static Truth of(boolean value) {
    return value ? TRUE : FALSE;
  }

  public Truth and(Truth other) {
    return compareTo(other) <= 0 ? this : other;
  }

  public Truth or(Truth other) {
    return compareTo(other) >= 0 ? this : other;
  }

  public Truth not() {
    return switch (this) {
      case FALSE -> TRUE;
      case TRUE -> FALSE;
      case UNKNOWN, BROKEN -> this;
    };
  }
}
