package org.wellspring.security;

import java.time.Duration;
import java.time.Instant;
import org.wellspring.time.TimeSource;

/** A clock that stands still until it is told to go on. */
final class ManualTime implements TimeSource {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long nanos = Long.MAX_VALUE - 5; // soon wraps: comparing instead of subtracting shows

  @Override
  public Instant wallClock() {
    return now;
  }

  @Override
  public long monotonicNanos() {
    return nanos;
  }

  void advance(Duration by) {
    now = now.plus(by);
    nanos += by.toNanos();
  }
}
