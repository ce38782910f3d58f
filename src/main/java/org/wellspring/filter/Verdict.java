package org.wellspring.filter;

import org.wellspring.filter.predicate.Truth;

/** What a filter says about an event. */
public enum Verdict {
  YES,
  NO,
  /**
   * It could not be evaluated on this event: too costly, or an error in the expression that only
   * shows at run time.
   */
  BROKEN;

  /** An event passes when the answer is TRUE and not otherwise. */
  public static Verdict of(Truth truth) {
    return switch (truth) {
      case TRUE -> YES;
      case BROKEN -> BROKEN;
      case FALSE, UNKNOWN -> NO;
    };
  }
}
