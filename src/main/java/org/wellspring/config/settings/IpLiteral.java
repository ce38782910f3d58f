package org.wellspring.config.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses written as numbers. Never asks a name server. */
public final class IpLiteral {
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern IPV4 = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET);
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:.]*");

  private IpLiteral() {}

  /**
   * The address, if the text is four decimal octets without leading zeros or an IPv6 address
   * without brackets and zone. An IPv4-mapped IPv6 address becomes the IPv4 address.
   */
  public static Optional<InetAddress> parse(String text) {
    boolean six = IPV6.matcher(text).matches();
    if (!six && !IPV4.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      // The brackets forbid the JDK to take it for a name.
      return Optional.of(InetAddress.getByName(six ? "[" + text + "]" : text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Whether a host, a name or an address, is this machine's loopback. */
  public static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || parse(host).map(InetAddress::isLoopbackAddress).orElse(false);
  }
}
