package org.wellspring.filter.predicate;

/**
 * A filter could not be evaluated on this event. The message is shown to the subscriber: what was
 * seen, what is allowed, which setting. Has no stack trace, so that throwing is cheap.
 */
public final class CannotEvaluate extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CannotEvaluate(String message) {
    super(message, null, false, false);
  }
}
