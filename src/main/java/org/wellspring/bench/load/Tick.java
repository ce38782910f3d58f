package org.wellspring.bench.load;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.wellspring.time.TimeSource;

/** Waiting in a bench: short naps, and a limit to each wait. */
public record Tick(TimeSource time) {
  private static final long NAP_NANOS = 100_000;

  public long nanos() {
    return time.monotonicNanos();
  }

  /** Waits until a moment on {@link #nanos}. */
  public void until(long nanos) {
    long left = nanos - nanos();
    while (left > 0) {
      LockSupport.parkNanos(left);
      left = nanos - nanos();
    }
  }

  public void rest(Duration span) {
    until(nanos() + span.toNanos());
  }

  public static void nap() {
    LockSupport.parkNanos(NAP_NANOS);
  }

  /** Waits until something holds; false when the time was over first. */
  public boolean await(Duration atMost, BooleanSupplier done) {
    long end = nanos() + atMost.toNanos();
    while (!done.getAsBoolean()) {
      if (nanos() - end > 0) {
        return done.getAsBoolean();
      }
      nap();
    }
    return true;
  }
}
