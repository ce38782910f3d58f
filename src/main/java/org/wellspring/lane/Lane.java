package org.wellspring.lane;

/** A queue of tasks run one after the other by one owner thread. */
public interface Lane {
  /**
   * Queues a task. From any thread; never blocks.
   *
   * @return false when the queue is full and the task was not taken: the caller tells its peer
   */
  boolean offer(Runnable task);

  /**
   * Queues a task that must not be lost: an outcome, a timer. These are bounded by what is in
   * flight, so they have room beyond the bound of {@link #offer}.
   */
  void post(Runnable task);

  /**
   * Runs a task now when the caller is on this lane, and else queues it as {@link #post} does. For
   * what follows from something that came in, where the order among other tasks does not matter.
   */
  default void execute(Runnable task) {
    post(task);
  }

  /** Fails when the caller is not on this lane. */
  void assertOwner();
}
