package org.wellspring.sink;

/**
 * A message that cannot be sent for its address or its headers. The text never repeats the address:
 * it may hold a password.
 */
final class UnusableAddress extends Exception {
  private static final long serialVersionUID = 1L;

  UnusableAddress(String message) {
    super(message);
  }
}
