package org.wellspring.sink;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.wellspring.time.TimerKey;
import org.wellspring.time.Timers;

/**
 * Timers on virtual time; tasks run on the thread that advances. Safe for use by several threads.
 */
final class ManualTimers implements Timers {
  private record Due(Duration at, long order, TimerKey key, Runnable task) {}

  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
  private Duration now = Duration.ZERO;
  private long order;

  @Override
  public synchronized void arm(TimerKey key, Duration delay, Runnable task) {
    cancel(key);
    queue.add(new Due(now.plus(delay), order++, key, task));
  }

  @Override
  public synchronized void cancel(TimerKey key) {
    queue.removeIf(due -> due.key().equals(key));
  }

  void advance(Duration by) {
    Duration end = endAfter(by);
    for (Due due = next(end); due != null; due = next(end)) {
      due.task().run();
    }
    finish(end);
  }

  synchronized int armed() {
    return queue.size();
  }

  private synchronized Duration endAfter(Duration by) {
    return now.plus(by);
  }

  private synchronized @Nullable Due next(Duration end) {
    Due first = queue.peek();
    if (first == null || first.at().compareTo(end) > 0) {
      return null;
    }
    now = first.at();
    return queue.remove();
  }

  private synchronized void finish(Duration end) {
    now = end;
  }
}
