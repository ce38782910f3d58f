package org.wellspring.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import org.wellspring.lane.Lane;

/** Keeps tasks until it is told to run them, so that a test decides what is queued behind what. */
public final class HeldLane implements Lane {
  private final Deque<Runnable> queue = new ArrayDeque<>();
  private final int bound;
  private boolean running;

  public HeldLane() {
    this(Integer.MAX_VALUE);
  }

  /**
   * @param bound tasks that {@link #offer} lets wait
   */
  public HeldLane(int bound) {
    this.bound = bound;
  }

  @Override
  public boolean offer(Runnable task) {
    return queue.size() < bound && queue.add(task);
  }

  @Override
  public void post(Runnable task) {
    queue.add(task);
  }

  @Override
  public void assertOwner() {
    if (!running) {
      throw new IllegalStateException("called off its lane");
    }
  }

  public int depth() {
    return queue.size();
  }

  /** Runs the oldest task, if there is one. */
  public boolean runOne() {
    if (queue.isEmpty()) {
      return false;
    }
    running = true;
    try {
      queue.remove().run();
    } finally {
      running = false;
    }
    return true;
  }

  /** Runs until nothing is left, whatever the tasks post included. */
  public void runAll() {
    while (runOne()) {
      // until empty
    }
  }
}
