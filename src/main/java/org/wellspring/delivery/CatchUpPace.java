package org.wellspring.delivery;

import java.time.Duration;
import org.wellspring.metrics.MeterName;
import org.wellspring.metrics.Meters;
import org.wellspring.time.TimeSource;

/**
 * How fast the sessions of one shard that are behind may take events from the log, so that a
 * thousand who come back at once leave network and disk to those who are not behind. A token bucket
 * that holds a second's worth: what was taken beyond it is paid off before more is taken. Owned by
 * the shard.
 */
final class CatchUpPace {
  private static final double NANOS = 1e9;
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final TimeSource time;
  private final Meters meters;
  private final double perSecond;
  private double balance;
  private long lastNanos;

  /**
   * @param perSecond octets; 0: as fast as it goes
   */
  CatchUpPace(TimeSource time, Meters meters, double perSecond) {
    this.time = time;
    this.meters = meters;
    this.perSecond = perSecond;
    this.balance = perSecond;
    this.lastNanos = time.monotonicNanos();
  }

  /** How long to wait before more is taken; zero: go on. */
  Duration pause() {
    if (perSecond == 0) {
      return Duration.ZERO;
    }
    earn();
    if (balance > 0) {
      return Duration.ZERO;
    }
    Duration debt = Duration.ofNanos((long) (-balance / perSecond * NANOS));
    return debt.compareTo(SHORTEST) < 0 ? SHORTEST : debt;
  }

  private void earn() {
    long now = time.monotonicNanos();
    balance = Math.min(perSecond, balance + (now - lastNanos) / NANOS * perSecond);
    lastNanos = now;
  }

  /** So much was taken. */
  void took(long octets) {
    if (octets > 0) {
      meters.count(MeterName.CATCH_UP_OCTETS, octets);
      earn();
      balance -= octets;
    }
  }
}
