package org.wellspring.config;

import java.time.Duration;
import java.util.Optional;
import org.wellspring.config.settings.DataSize;
import org.wellspring.config.settings.SettingsReader;
import org.wellspring.config.settings.Values;

/**
 * UDP multicast, the Trap mode of October 2004: {@code trap.*}.
 *
 * @param enabled whether the mode is offered at all
 * @param groups addresses to give out, each to one (resource, selectors, filter)
 * @param port UDP, 1 to 65,535
 * @param ttl hops, 0 (this machine) to 255
 * @param interfaceName name or address of the network interface to send on; see {@link
 *     #effectiveInterface}
 * @param maxDatagram largest payload, 512 to 65,507 octets
 * @param repeat how each datagram is repeated
 */
public record TrapConfig(
    boolean enabled,
    GroupRange groups,
    int port,
    int ttl,
    Optional<String> interfaceName,
    DataSize maxDatagram,
    Repeat repeat) {
  public static final TrapConfig DEFAULTS =
      new TrapConfig(
          true,
          GroupRange.parser().apply("239.255.42.1-239.255.42.254"),
          9931,
          1,
          Optional.empty(),
          new DataSize(4096),
          new Repeat(2, Duration.ofMillis(50), Duration.ofMillis(250), Duration.ofMillis(500)));

  /**
   * Retransmission of SOAP-over-UDP: the first wait is random between two delays, each further one
   * doubles it up to a third. Keys {@code trap.repeat} and {@code trap.repeat-….}
   *
   * @param count transmissions after the first, 0 to 10
   * @param minDelay 1 ms to 10 s
   * @param maxDelay {@code minDelay} to 10 s
   * @param upperDelay {@code maxDelay} to 10 s
   */
  public record Repeat(int count, Duration minDelay, Duration maxDelay, Duration upperDelay) {}

  /**
   * The interface to send on: the configured one; the loopback address when the server is reached
   * over loopback only; otherwise nobody knows, and the mode is not offered.
   */
  public Optional<String> effectiveInterface(HttpConfig http) {
    if (!enabled) {
      return Optional.empty();
    }
    return interfaceName.or(
        () -> http.isLoopbackOnly() ? Optional.of("127.0.0.1") : Optional.empty());
  }

  static TrapConfig read(SettingsReader in) {
    return new TrapConfig(
        in.value("enabled", DEFAULTS.enabled, Values.flag()),
        in.value("groups", DEFAULTS.groups, GroupRange.parser()),
        in.value("port", DEFAULTS.port, Values.wholeNumber(1, 65_535)),
        in.value("ttl", DEFAULTS.ttl, Values.wholeNumber(0, 255)),
        in.optional("interface", Values.text()),
        in.value(
            "max-datagram",
            DEFAULTS.maxDatagram,
            Values.size(new DataSize(512), new DataSize(65_507))),
        readRepeat(in));
  }

  private static Repeat readRepeat(SettingsReader in) {
    Repeat fallback = DEFAULTS.repeat;
    Duration least = Duration.ofMillis(1);
    Duration most = Duration.ofSeconds(10);
    Repeat read =
        new Repeat(
            in.value("repeat", fallback.count, Values.wholeNumber(0, 10)),
            in.value("repeat-min-delay", fallback.minDelay, Values.duration(least, most)),
            in.value("repeat-max-delay", fallback.maxDelay, Values.duration(least, most)),
            in.value("repeat-upper-delay", fallback.upperDelay, Values.duration(least, most)));
    if (read.minDelay.compareTo(read.maxDelay) > 0) {
      in.problem("repeat-min-delay", "must not be above trap.repeat-max-delay");
    }
    if (read.maxDelay.compareTo(read.upperDelay) > 0) {
      in.problem("repeat-max-delay", "must not be above trap.repeat-upper-delay");
    }
    return read;
  }
}
