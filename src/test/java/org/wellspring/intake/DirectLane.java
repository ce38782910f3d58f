package org.wellspring.intake;

import org.wellspring.lane.Lane;

/** Runs each task at once, on the caller's thread, one at a time. */
public final class DirectLane implements Lane {
  @Override
  public synchronized boolean offer(Runnable task) {
    task.run();
    return true;
  }

  @Override
  public synchronized void post(Runnable task) {
    task.run();
  }

  @Override
  public void assertOwner() {
    if (!Thread.holdsLock(this)) {
      throw new IllegalStateException("not on the lane");
    }
  }
}
