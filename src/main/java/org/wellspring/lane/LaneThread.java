package org.wellspring.lane;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lane with a thread of its own. A task that fails is logged and does not stop the lane. */
public final class LaneThread implements Lane, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LaneThread.class);
  private static final Duration JOIN = Duration.ofSeconds(2);

  private final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
  private final AtomicInteger offered = new AtomicInteger();
  private final int bound;
  private final Thread thread;
  private volatile boolean closing;

  /**
   * @param bound tasks that {@link #offer} lets wait
   */
  public LaneThread(String name, int bound) {
    this.bound = bound;
    this.thread = new Thread(this::run, name);
    this.thread.setDaemon(true);
    this.thread.start();
  }

  @Override
  public boolean offer(Runnable task) {
    if (offered.incrementAndGet() > bound) {
      offered.decrementAndGet();
      return false;
    }
    queue.add(
        () -> {
          offered.decrementAndGet();
          task.run();
        });
    return true;
  }

  @Override
  public void post(Runnable task) {
    queue.add(task);
  }

  @Override
  public void assertOwner() {
    if (Thread.currentThread() != thread) {
      throw new IllegalStateException(
          "on " + Thread.currentThread().getName() + ", but " + thread.getName() + " owns this");
    }
  }

  /** Tasks waiting, for the gauge. */
  public int depth() {
    return queue.size();
  }

  private void run() {
    while (!closing || !queue.isEmpty()) {
      try {
        Runnable task = queue.poll(100, TimeUnit.MILLISECONDS);
        if (task != null) {
          task.run();
        }
      } catch (InterruptedException e) {
        closing = true;
      } catch (RuntimeException | Error e) { // a thread root: one bad task must not stop the lane
        log.error("lane.task-failed lane={}", thread.getName(), e);
      }
    }
  }

  /** Works off what is queued, then ends the thread; waits at most two seconds. */
  @Override
  public void close() {
    closing = true;
    queue.add(() -> {}); // whoever waits for a task looks up
    try {
      thread.join(JOIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
