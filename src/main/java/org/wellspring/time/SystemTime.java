package org.wellspring.time;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machine's clocks, and one hashed wheel for all timers. Ticks every 20 ms; timers fire at most
 * that late.
 */
public final class SystemTime implements TimeSource, Timers, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SystemTime.class);
  private static final Duration TICK = Duration.ofMillis(20);

  /**
   * A wheel counts nanoseconds in a long; leases of a century are clipped and re-armed by their
   * owner.
   */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final HashedWheelTimer wheel =
      new HashedWheelTimer(
          new DefaultThreadFactory("ws-timer", true), TICK.toMillis(), TimeUnit.MILLISECONDS, 1024);
  private final ConcurrentMap<TimerKey, Timeout> armed = new ConcurrentHashMap<>();

  @Override
  public Instant wallClock() {
    return Instant.now();
  }

  @Override
  public long monotonicNanos() {
    return System.nanoTime();
  }

  @Override
  public void arm(TimerKey key, Duration delay, Runnable task) {
    Duration clipped = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    armed.compute(
        key,
        (same, before) -> {
          if (before != null) {
            before.cancel();
          }
          return schedule(key, clipped, task);
        });
  }

  private Timeout schedule(TimerKey key, Duration delay, Runnable task) {
    return wheel.newTimeout(
        fired -> {
          if (armed.remove(key, fired)) {
            run(key, task);
          }
        },
        Math.max(0, delay.toNanos()),
        TimeUnit.NANOSECONDS);
  }

  @Override
  public void cancel(TimerKey key) {
    Timeout timeout = armed.remove(key);
    if (timeout != null) {
      timeout.cancel();
    }
  }

  private static void run(TimerKey key, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) { // a thread root: one bad task must not stop the wheel
      log.error("timer.failed purpose={}", key.purpose(), e);
    }
  }

  @Override
  public void close() {
    wheel.stop();
  }
}
