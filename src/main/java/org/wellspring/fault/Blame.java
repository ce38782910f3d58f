package org.wellspring.fault;

/** SOAP 1.2 fault codes. */
public enum Blame {
  SENDER("Sender"),
  RECEIVER("Receiver"),
  VERSION_MISMATCH("VersionMismatch"),
  MUST_UNDERSTAND("MustUnderstand");

  private final String code;

  Blame(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }
}
