package org.wellspring.time;

import java.time.Duration;

/**
 * Tasks for later. A task runs on the timer thread and must only post to the thread that owns the
 * state it is about. Safe for use by several threads.
 */
public interface Timers {
  /** Runs the task once after the delay; arming the same key again replaces the earlier task. */
  void arm(TimerKey key, Duration delay, Runnable task);

  /** Forgets the task, if it has not begun. */
  void cancel(TimerKey key);
}
