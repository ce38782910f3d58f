package org.wellspring.config;

import java.util.Locale;
import java.util.function.Function;
import org.wellspring.config.settings.HostPort;

/**
 * Where the server takes HTTP requests.
 *
 * @param at port 0: any free one
 */
public record ListenAddress(Scheme scheme, HostPort at) {
  /** With TLS or without. */
  public enum Scheme {
    HTTP,
    HTTPS
  }

  /** Reads {@code http://HOST:PORT} or {@code https://HOST:PORT}. */
  public static Function<String, ListenAddress> parser() {
    return text -> {
      String plain = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
      for (Scheme scheme : Scheme.values()) {
        if (plain.startsWith(prefix(scheme))) {
          String rest = plain.substring(prefix(scheme).length());
          return new ListenAddress(scheme, HostPort.parser().apply(rest));
        }
      }
      throw new IllegalArgumentException("http://HOST:PORT or https://HOST:PORT is wanted");
    };
  }

  public boolean isTls() {
    return scheme == Scheme.HTTPS;
  }

  public boolean isLoopback() {
    return at.isLoopback();
  }

  private static String prefix(Scheme scheme) {
    return scheme.name().toLowerCase(Locale.ROOT) + "://";
  }

  @Override
  public String toString() {
    return prefix(scheme) + at;
  }
}
