package org.wellspring.config.settings;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to listen.
 *
 * @param host a name or an address; IPv6 without brackets
 * @param port 0 to 65,535; 0: any free one
 */
public record HostPort(String host, int port) {
  private static final Pattern SHAPE =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9][A-Za-z0-9.-]*)):(\\d{1,5})");

  /** Reads {@code HOST:PORT}, IPv6 addresses in brackets. */
  public static Function<String, HostPort> parser() {
    return text -> {
      Matcher matcher = SHAPE.matcher(text);
      if (matcher.matches() && Integer.parseInt(matcher.group(3)) <= 65_535) {
        String six = matcher.group(1);
        if (six == null) {
          return new HostPort(matcher.group(2), Integer.parseInt(matcher.group(3)));
        }
        if (IpLiteral.parse(six).isPresent()) {
          return new HostPort(six, Integer.parseInt(matcher.group(3)));
        }
      }
      throw new IllegalArgumentException(
          "HOST:PORT is wanted with a port from 0 to 65535, as in 127.0.0.1:5985 or [::1]:5985");
    };
  }

  public boolean isLoopback() {
    return IpLiteral.isLoopback(host);
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
