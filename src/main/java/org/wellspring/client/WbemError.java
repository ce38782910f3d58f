package org.wellspring.client;

/** A CIM error that a WBEM server answered with. DSP0200 §5.2.6. */
public final class WbemError extends Exception {
  private static final long serialVersionUID = 1L;

  /** The instance is there already. */
  public static final int ALREADY_EXISTS = 11;

  /** The instance is not there. */
  public static final int NOT_FOUND = 6;

  static final int FAILED = 1;
  static final int INVALID_NAMESPACE = 3;
  static final int INVALID_CLASS = 5;

  private final int code;

  WbemError(int code, String description) {
    super("CIM error " + code + ": " + description);
    this.code = code;
  }

  public int code() {
    return code;
  }
}
