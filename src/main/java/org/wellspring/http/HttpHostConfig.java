package org.wellspring.http;

import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the host listens.
 *
 * @param listeners at least one
 * @param maxThreads for requests; one that waits holds none
 * @param idleTimeout after which a silent connection is closed
 * @param keys for https listeners
 */
public record HttpHostConfig(
    List<Listener> listeners, int maxThreads, Duration idleTimeout, Optional<Keys> keys) {
  public HttpHostConfig {
    listeners = List.copyOf(listeners);
  }

  /**
   * An address to listen on.
   *
   * @param port 0: any free one
   */
  public record Listener(Scheme scheme, String host, int port) {}

  /** With or without TLS. */
  public enum Scheme {
    HTTP,
    HTTPS
  }

  /** The server's key and certificate chain. */
  public record Keys(KeyStore store, org.wellspring.model.Secret password) {}
}
