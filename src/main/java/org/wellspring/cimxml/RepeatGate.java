package org.wellspring.cimxml;

import java.time.Duration;
import org.wellspring.wbem.RepeatPolicy;

/**
 * Decides which indications of one subscription pass, by its RepeatNotificationPolicy. Owned by the
 * export lane.
 */
final class RepeatGate {
  private final RepeatPolicy policy;
  private long intervalBegan;
  private long counted;
  private long silentUntil;
  private boolean began;
  private boolean silent;

  RepeatGate(RepeatPolicy policy) {
    this.policy = policy;
  }

  /**
   * Whether the next indication passes.
   *
   * @param nowNanos of the monotonic clock
   */
  boolean passes(long nowNanos) {
    return switch (policy.kind()) {
      case NONE -> true;
      case SUPPRESS -> countUp(nowNanos) <= policy.count();
      case DELAY -> delayed(nowNanos);
    };
  }

  /** How many have come in the interval, this one included. */
  private long countUp(long nowNanos) {
    boolean over = began && nowNanos - intervalBegan >= nanos(policy.interval());
    if (!began || over) {
      began = true;
      intervalBegan = nowNanos;
      counted = 0;
    }
    return ++counted;
  }

  private boolean delayed(long nowNanos) {
    if (silent && nowNanos - silentUntil < 0) {
      return false;
    }
    silent = false;
    if (countUp(nowNanos) <= policy.count()) {
      return false;
    }
    silent = true;
    silentUntil = nowNanos + nanos(policy.gap());
    began = false;
    return true;
  }

  private static long nanos(Duration duration) {
    Duration most = Duration.ofDays(36_500);
    return (duration.compareTo(most) > 0 ? most : duration).toNanos();
  }
}
