package org.wellspring.cim;

/**
 * A CIM operation that was refused. Never a sign of a bug, so it has no stack trace.
 *
 * <p>The description is for people: what was seen, what is allowed, which setting changes it. It
 * reaches the peer, so it must not hold secrets or names of our classes.
 */
public final class CimException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final CimStatus status;

  public CimException(CimStatus status, String description) {
    super(description, null, false, false);
    this.status = status;
  }

  public CimStatus status() {
    return status;
  }

  public String description() {
    return String.valueOf(getMessage());
  }
}
