package org.wellspring.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.wellspring.time.TimeSource;
import org.wellspring.time.TimerKey;
import org.wellspring.time.Timers;

/** Clocks and timers that move only when a test says so. For one thread. */
public final class SteppedTime implements TimeSource, Timers {
  private record Due(Instant at, long order, TimerKey key, Runnable task) {}

  private final Instant start;
  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
  private Instant now;
  private long order;

  public SteppedTime(String start) {
    this.start = Instant.parse(start);
    this.now = this.start;
  }

  @Override
  public Instant wallClock() {
    return now;
  }

  @Override
  public long monotonicNanos() {
    return 7_000_000_000L + Duration.between(start, now).toNanos();
  }

  @Override
  public void arm(TimerKey key, Duration delay, Runnable task) {
    cancel(key);
    queue.add(new Due(now.plus(delay), order++, key, task));
  }

  @Override
  public void cancel(TimerKey key) {
    queue.removeIf(due -> due.key().equals(key));
  }

  public int armed() {
    return queue.size();
  }

  public void advance(Duration by) {
    Instant end = now.plus(by);
    Due next = queue.peek();
    while (next != null && !next.at().isAfter(end)) {
      queue.remove(next);
      now = next.at().isBefore(now) ? now : next.at();
      next.task().run();
      next = queue.peek();
    }
    now = end;
  }
}
