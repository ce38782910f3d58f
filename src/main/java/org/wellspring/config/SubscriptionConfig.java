package org.wellspring.config;

import java.time.Duration;
import org.wellspring.config.settings.SettingsReader;
import org.wellspring.config.settings.Values;

/**
 * Subscriptions: {@code subscription.*}.
 *
 * @param maxLease longest lease granted, 1 s to 36,500 d; who asks for more gets this
 * @param defaultLease granted when Expires is absent, 1 s to {@code maxLease}
 * @param maxTotal subscriptions at once, 1 to 10,000,000
 * @param maxPerPrincipal of them for one principal, 1 to 10,000,000
 * @param maxFilterLength characters of a filter expression, 16 to 1,048,576
 * @param maxFilterNodes nodes of an event that one evaluation of a filter visits, 1,000 to
 *     100,000,000
 * @param maxFilterTime that one evaluation of a filter takes, 1 ms to 10 s
 * @param recoveryGrace lease given at a start to those whose own ran out while the server was down,
 *     0 s (none) to 7 d
 * @param unlimitedLeases whether W3C WS-Eventing clients that ask for a lease without end get one;
 *     when not written: yes, unless {@code max-lease} is
 */
public record SubscriptionConfig(
    Duration maxLease,
    Duration defaultLease,
    int maxTotal,
    int maxPerPrincipal,
    int maxFilterLength,
    int maxFilterNodes,
    Duration maxFilterTime,
    Duration recoveryGrace,
    boolean unlimitedLeases) {
  public static final SubscriptionConfig DEFAULTS =
      new SubscriptionConfig(
          Duration.ofDays(365),
          Duration.ofHours(24),
          100_000,
          20_000,
          4096,
          100_000,
          Duration.ofMillis(50),
          Duration.ofSeconds(60),
          true);

  static SubscriptionConfig read(SettingsReader in) {
    Duration least = Duration.ofSeconds(1);
    Duration most = Duration.ofDays(36_500);
    SubscriptionConfig read =
        new SubscriptionConfig(
            in.value("max-lease", DEFAULTS.maxLease, Values.duration(least, most)),
            in.value("default-lease", DEFAULTS.defaultLease, Values.duration(least, most)),
            in.value("max-total", DEFAULTS.maxTotal, Values.wholeNumber(1, 10_000_000)),
            in.value(
                "max-per-principal", DEFAULTS.maxPerPrincipal, Values.wholeNumber(1, 10_000_000)),
            in.value(
                "max-filter-length", DEFAULTS.maxFilterLength, Values.wholeNumber(16, 1_048_576)),
            in.value(
                "max-filter-nodes",
                DEFAULTS.maxFilterNodes,
                Values.wholeNumber(1_000, 100_000_000)),
            in.value(
                "max-filter-time",
                DEFAULTS.maxFilterTime,
                Values.duration(Duration.ofMillis(1), Duration.ofSeconds(10))),
            in.value(
                "recovery-grace",
                DEFAULTS.recoveryGrace,
                Values.duration(Duration.ZERO, Duration.ofDays(7))),
            in.value("unlimited-leases", !in.isWritten("max-lease"), Values.flag()));
    return read.withDefaultLeaseWithinMax(in);
  }

  /** A short max-lease alone shortens the default one too; both written must fit together. */
  private SubscriptionConfig withDefaultLeaseWithinMax(SettingsReader in) {
    if (defaultLease.compareTo(maxLease) <= 0) {
      return this;
    }
    if (in.isWritten("default-lease")) {
      in.problem("default-lease", "must not be above subscription.max-lease");
    }
    return new SubscriptionConfig(
        maxLease,
        maxLease,
        maxTotal,
        maxPerPrincipal,
        maxFilterLength,
        maxFilterNodes,
        maxFilterTime,
        recoveryGrace,
        unlimitedLeases);
  }
}
