package org.wellspring.sink;

import io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.lane.Lane;

/**
 * An event loop of the sender as a lane: who decides what is sent next does so on the thread that
 * reads the answer and writes the message. A task that fails is logged and does not stop the loop.
 */
final class EventLoopLane implements Lane {
  private static final Logger log = LoggerFactory.getLogger(EventLoopLane.class);

  private final EventLoop loop;
  private final int bound;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * @param bound tasks that {@link #offer} lets wait
   */
  EventLoopLane(EventLoop loop, int bound) {
    this.loop = loop;
    this.bound = bound;
  }

  @Override
  public boolean offer(Runnable task) {
    if (waiting.get() >= bound) {
      return false;
    }
    post(task);
    return true;
  }

  /** What comes after the sender was closed is dropped: nothing can be sent any more. */
  @Override
  public void post(Runnable task) {
    waiting.incrementAndGet();
    try {
      loop.execute(
          () -> {
            waiting.decrementAndGet();
            run(task);
          });
    } catch (RejectedExecutionException closed) {
      waiting.decrementAndGet();
      log.debug("sink.lane-closed");
    }
  }

  @Override
  public void execute(Runnable task) {
    if (loop.inEventLoop()) {
      run(task);
    } else {
      post(task);
    }
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) { // a thread root: one bad task must not stop the lane
      log.error("lane.task-failed lane={}", Thread.currentThread().getName(), e);
    }
  }

  @Override
  public void assertOwner() {
    if (!loop.inEventLoop()) {
      throw new IllegalStateException(
          "on " + Thread.currentThread().getName() + ", but a sender's event loop owns this");
    }
  }

  /** Tasks waiting, for the gauge. */
  int depth() {
    return waiting.get();
  }
}
