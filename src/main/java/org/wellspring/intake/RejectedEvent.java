package org.wellspring.intake;

/** An event that is not acceptable: which one, which of its fields, and why. */
public final class RejectedEvent extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int index;
  private final String field;

  /**
   * @param index place in its batch, from 0
   * @param field the CloudEvents attribute at fault: source, type, subject, id, time, data
   */
  public RejectedEvent(int index, String field, String message) {
    super(message, null, false, false);
    this.index = index;
    this.field = field;
  }

  public int index() {
    return index;
  }

  public String field() {
    return field;
  }
}
