package org.wellspring.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits between attempts: exponential, capped, jittered so that sinks that failed together are not
 * tried together.
 */
record Backoff(Duration first, Duration max, RandomGenerator random) {
  /**
   * The wait before the next attempt: between half and all of {@code first * 2^(failures-1)}, at
   * most {@code max}.
   *
   * @param failures attempts that failed in a row, from 1
   */
  Duration after(int failures) {
    int doublings = Math.min(failures - 1, 30);
    long nanos = Math.min(max.toNanos(), saturatingShift(first.toNanos(), doublings));
    synchronized (random) { // all shards draw from it
      return Duration.ofNanos(nanos / 2 + random.nextLong(nanos / 2 + 1));
    }
  }

  private static long saturatingShift(long value, int by) {
    return value > (Long.MAX_VALUE >> by) ? Long.MAX_VALUE : value << by;
  }
}
