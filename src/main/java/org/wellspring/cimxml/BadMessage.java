package org.wellspring.cimxml;

/**
 * A request that is no CIM operation: answered by status 400 and a CIMError header, without a body.
 * DSP0200 §7.3.
 */
final class BadMessage extends Exception {
  private static final long serialVersionUID = 1L;

  private final String cimError;

  /**
   * @param cimError one of the words of DSP0200 §7.3.2, such as {@code header-mismatch}
   * @param details for people
   */
  BadMessage(String cimError, String details) {
    super(details, null, false, false);
    this.cimError = cimError;
  }

  String cimError() {
    return cimError;
  }

  String details() {
    return String.valueOf(getMessage());
  }
}
