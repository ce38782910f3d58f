package org.wellspring.client;

/** The delivery modes by the names that people use for them. */
public enum Mode {
  PUSH("push"),
  PUSH_WITH_ACK("pushwithack"),
  BATCHED("batched"),
  PULL("pull"),
  TRAP("trap");

  private final String label;

  Mode(String label) {
    this.label = label;
  }

  /** Lower case, as on the command line. */
  public String label() {
    return label;
  }

  /** Whether the source sends to an HTTP address that the subscriber names. */
  public boolean needsNotifyTo() {
    return this == PUSH || this == PUSH_WITH_ACK || this == BATCHED;
  }

  @Override
  public String toString() {
    return label;
  }
}
