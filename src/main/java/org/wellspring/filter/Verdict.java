package org.wellspring.filter;

/** What a filter says about an event. */
public enum Verdict {
  YES,
  NO,
  /**
   * It could not be evaluated on this event: too costly, or an error in the expression that only
   * shows at run time.
   */
  BROKEN
}
