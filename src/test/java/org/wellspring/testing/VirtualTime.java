package org.wellspring.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.wellspring.time.TimeSource;
import org.wellspring.time.TimerKey;
import org.wellspring.time.Timers;

/** A clock that stands still until it is moved, with the timers that hang on it. For one thread. */
public final class VirtualTime implements TimeSource, Timers {
  private record Due(Instant at, long order, TimerKey key, Runnable task) {}

  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
  private Instant now;
  private long order;

  public VirtualTime() {
    this(START);
  }

  /** A clock that stands there, without timers: what another process finds after a crash. */
  public VirtualTime(Instant now) {
    this.now = now;
  }

  @Override
  public Instant wallClock() {
    return now;
  }

  /** Has an origin of its own: mixing the two clocks shows. */
  @Override
  public long monotonicNanos() {
    return 7_000_000_000L + Duration.between(START, now).toNanos();
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

  /**
   * Runs all tasks due up to {@code now + by}, in deadline order; the clock stands at each task's
   * own deadline.
   */
  public void advance(Duration by) {
    Instant end = now.plus(by);
    while (!queue.isEmpty() && !queue.peek().at().isAfter(end)) {
      Due due = queue.remove();
      now = due.at();
      due.task().run();
    }
    now = end;
  }

  /** The process that armed them is gone. */
  public void dropTimers() {
    queue.clear();
  }

  /** Timers that wait, those for these purposes left out. */
  public int armedBesides(String... purposes) {
    List<String> others = List.of(purposes);
    return (int) queue.stream().filter(due -> !others.contains(due.key().purpose())).count();
  }

  public int armed() {
    return queue.size();
  }
}
