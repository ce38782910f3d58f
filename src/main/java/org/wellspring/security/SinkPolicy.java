package org.wellspring.security;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.wellspring.config.SecurityConfig;
import org.wellspring.config.settings.Cidr;
import org.wellspring.config.settings.IpLiteral;

/**
 * Where events may be sent, so that a subscription is no way into networks that only this machine
 * reaches. The URI is looked at when somebody subscribes; the address before <em>every</em>
 * connection, after name resolution, because names can change what they mean. Safe for use by
 * several threads.
 */
public final class SinkPolicy {
  private static final Cidr NAT64 = Cidr.parser().apply("64:ff9b::/96");
  private static final Cidr SIX_TO_FOUR = Cidr.parser().apply("2002::/16");
  private static final Cidr COMPATIBLE = Cidr.parser().apply("::/96");

  private final SecurityConfig.Sinks sinks;
  private final List<InetSocketAddress> own;

  /**
   * Holds to the settings.
   *
   * @param own addresses that this server listens on, with their real ports
   */
  public SinkPolicy(SecurityConfig.Sinks sinks, List<InetSocketAddress> own) {
    this.sinks = sinks;
    this.own = List.copyOf(own);
  }

  /**
   * Whether a URI can be a sink at all; when its host is an address, whether that is allowed too.
   * Asks no name server.
   *
   * @return the reason to refuse it
   */
  public Optional<String> refuseUri(String uri) {
    URI parsed;
    try {
      parsed = new URI(uri);
    } catch (URISyntaxException e) {
      return Optional.of("The sink's address is not a URI: " + e.getReason() + ".");
    }
    String scheme = String.valueOf(parsed.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      return Optional.of("The sink's address must begin with http:// or https://.");
    }
    if (parsed.getRawAuthority() != null && parsed.getRawAuthority().indexOf('@') >= 0) {
      return Optional.of(
          "The sink's address must not hold a user or password; send them as IssuedTokens.");
    }
    if (parsed.getHost() == null || parsed.getPort() == 0 || parsed.getPort() > 65_535) {
      return Optional.of(
          "The sink's address needs a host and may have a port from 1 to 65535. A host is a name of"
              + " letters, digits and '-', four decimal numbers, or an IPv6 address in brackets.");
    }
    int port = parsed.getPort() >= 0 ? parsed.getPort() : scheme.equals("http") ? 80 : 443;
    return refuseHost(parsed.getHost(), port);
  }

  private Optional<String> refuseHost(String host, int port) {
    boolean six = host.startsWith("[");
    String bare = six ? host.substring(1, host.length() - 1) : host;
    Optional<InetAddress> literal = IpLiteral.parse(bare);
    if (literal.isPresent()) {
      return refuse(literal.get(), port);
    }
    // 0177.0.0.1, 0x7f.1 and the like mean different things to different resolvers.
    String end = bare.substring(bare.lastIndexOf('.', bare.length() - 2) + 1);
    boolean number = six || end.matches("(\\d+|0[xX][0-9a-fA-F]*)\\.?");
    return number
        ? Optional.of(
            "The sink's host looks like an address but is none; write four decimal numbers without"
                + " leading zeros, or an IPv6 address in brackets without a zone.")
        : Optional.empty();
  }

  /**
   * Whether a connection to this address must not be made.
   *
   * @return the reason, which names the setting
   */
  public Optional<String> refuse(InetAddress address, int port) {
    InetAddress plain = withoutMapping(address);
    List<InetAddress> faces = Stream.concat(Stream.of(plain), embedded(plain).stream()).toList();
    if (faces.stream().anyMatch(InetAddress::isAnyLocalAddress)) {
      return Optional.of("The sink's address " + text(plain) + " is no address of a machine.");
    }
    for (InetAddress face : faces) {
      for (Cidr block : sinks.deny()) {
        if (block.contains(face)) {
          return Optional.of(
              "The sink's address %s is in %s, which security.sinks.deny lists."
                  .formatted(text(plain), block));
        }
      }
    }
    if (!sinks.allow().isEmpty()
        && sinks.allow().stream().noneMatch(block -> block.contains(plain))) {
      return Optional.of(
          "The sink's address %s is in no block that security.sinks.allow lists."
              .formatted(text(plain)));
    }
    if (!sinks.allowSelf() && faces.stream().anyMatch(face -> isSelf(face, port))) {
      return Optional.of(
          "The sink's address %s port %d is this server itself; security.sinks.allow-self is false."
              .formatted(text(plain), port));
    }
    return Optional.empty();
  }

  private boolean isSelf(InetAddress address, int port) {
    return own.stream()
        .filter(listener -> listener.getPort() == port)
        .map(InetSocketAddress::getAddress)
        .anyMatch(
            listener ->
                listener.isAnyLocalAddress()
                    ? isOfThisMachine(address)
                    : withoutMapping(listener).equals(address));
  }

  private static boolean isOfThisMachine(InetAddress address) {
    try {
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return true; // nobody knows: rather no event than a loop
    }
  }

  /** IPv4 in the guise of IPv6 as IPv4; without the zone, which is no part of the block. */
  private static InetAddress withoutMapping(InetAddress address) {
    return of(address.getAddress());
  }

  /** The IPv4 address that a translator or tunnel would send to. */
  private static Optional<InetAddress> embedded(InetAddress address) {
    byte[] octets = address.getAddress();
    if (NAT64.contains(address) || (COMPATIBLE.contains(address) && !isLow(octets))) {
      return Optional.of(of(Arrays.copyOfRange(octets, 12, 16)));
    }
    return SIX_TO_FOUR.contains(address)
        ? Optional.of(of(Arrays.copyOfRange(octets, 2, 6)))
        : Optional.empty();
  }

  /** {@code ::} and {@code ::1} are addresses of their own. */
  private static boolean isLow(byte[] octets) {
    return octets[12] == 0 && octets[13] == 0 && octets[14] == 0;
  }

  private static InetAddress of(byte[] octets) {
    try {
      return InetAddress.getByAddress(octets); // turns IPv4-mapped into IPv4
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of " + octets.length + " octets", e);
    }
  }

  private static String text(InetAddress address) {
    return address.getHostAddress();
  }
}
