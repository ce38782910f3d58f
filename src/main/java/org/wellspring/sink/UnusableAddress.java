package org.wellspring.sink;

/**
 * A sink's address that no message can be sent to. The message never repeats the address: it may
 * hold a password.
 */
final class UnusableAddress extends Exception {
  private static final long serialVersionUID = 1L;

  UnusableAddress(String message) {
    super(message);
  }
}
