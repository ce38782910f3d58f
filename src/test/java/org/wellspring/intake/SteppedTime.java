package org.wellspring.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import org.wellspring.time.TimeSource;
import org.wellspring.time.TimerKey;
import org.wellspring.time.Timers;

/**
 * Clocks and timers that move only when a test says so; the test's thread alone may {@link
 * #advance}. No lock is held while a task runs.
 */
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
  public synchronized Instant wallClock() {
    return now;
  }

  @Override
  public synchronized long monotonicNanos() {
    return 7_000_000_000L + Duration.between(start, now).toNanos();
  }

  @Override
  public synchronized void arm(TimerKey key, Duration delay, Runnable task) {
    cancel(key);
    queue.add(new Due(now.plus(delay), order++, key, task));
  }

  @Override
  public synchronized void cancel(TimerKey key) {
    queue.removeIf(due -> due.key().equals(key));
  }

  public synchronized int armed() {
    return queue.size();
  }

  public void advance(Duration by) {
    Instant end = wallClock().plus(by);
    Optional<Runnable> next = next(end);
    while (next.isPresent()) {
      next.get().run();
      next = next(end);
    }
  }

  /** Moves to the next task that is due by then, or to then. */
  private synchronized Optional<Runnable> next(Instant end) {
    Due next = queue.peek();
    if (next == null || next.at().isAfter(end)) {
      now = end;
      return Optional.empty();
    }
    queue.remove(next);
    now = next.at().isBefore(now) ? now : next.at();
    return Optional.of(next.task());
  }
}
