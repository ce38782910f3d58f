package org.wellspring.log;

/**
 * The log did not take the events: it is full, closing or broken. The publisher is told to come
 * back.
 */
public final class LogUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LogUnavailable(String message) {
    super(message, null, false, false);
  }
}
