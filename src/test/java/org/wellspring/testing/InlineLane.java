package org.wellspring.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import org.wellspring.lane.Lane;

/**
 * Runs tasks on the caller's thread, one after the other: a task posted by a task waits for its
 * turn.
 */
public final class InlineLane implements Lane {
  private final Deque<Runnable> queue = new ArrayDeque<>();
  private boolean running;

  @Override
  public boolean offer(Runnable task) {
    post(task);
    return true;
  }

  @Override
  public void post(Runnable task) {
    queue.add(task);
    if (running) {
      return;
    }
    running = true;
    try {
      while (!queue.isEmpty()) {
        queue.remove().run();
      }
    } finally {
      running = false;
    }
  }

  @Override
  public void assertOwner() {
    if (!running) {
      throw new IllegalStateException("called off its lane");
    }
  }
}
