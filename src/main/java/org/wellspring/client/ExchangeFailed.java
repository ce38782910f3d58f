package org.wellspring.client;

/**
 * A request that got no usable answer: no connection, no reply in time, refused credentials, or a
 * reply that is not what the protocol says. The message says which, and names the address.
 */
public final class ExchangeFailed extends Exception {
  private static final long serialVersionUID = 1L;

  public ExchangeFailed(String message) {
    super(message);
  }

  public ExchangeFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
