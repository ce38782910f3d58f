package org.wellspring.cim;

/** The status codes of CIM operations. DSP0200 1.4 §5.2.6. */
public enum CimStatus {
  FAILED(1),
  ACCESS_DENIED(2),
  INVALID_NAMESPACE(3),
  INVALID_PARAMETER(4),
  INVALID_CLASS(5),
  NOT_FOUND(6),
  NOT_SUPPORTED(7),
  ALREADY_EXISTS(11),
  NO_SUCH_PROPERTY(12),
  TYPE_MISMATCH(13),
  QUERY_LANGUAGE_NOT_SUPPORTED(14),
  INVALID_QUERY(15),
  INVALID_ENUMERATION_CONTEXT(21),
  INVALID_OPERATION_TIMEOUT(22),
  FILTERED_ENUMERATION_NOT_SUPPORTED(25),
  CONTINUATION_ON_ERROR_NOT_SUPPORTED(26),
  SERVER_LIMITS_EXCEEDED(27);

  private final int code;

  CimStatus(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
