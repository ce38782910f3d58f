package org.wellspring.cli;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets something happen at an even rate. Who was held up catches up afterwards. */
final class Pace implements AutoCloseable {
  private static final double NANOS = 1e9;

  private final Semaphore due = new Semaphore(0);
  private final Optional<ScheduledExecutorService> ticker;

  private Pace(Optional<ScheduledExecutorService> ticker) {
    this.ticker = ticker;
  }

  static Pace unhurried() {
    return new Pace(Optional.empty());
  }

  /** A pace of so many a second, more than 0. */
  static Pace of(double perSecond) {
    ScheduledExecutorService ticker =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "ws-pace");
              thread.setDaemon(true);
              return thread;
            });
    Pace pace = new Pace(Optional.of(ticker));
    long interval = Math.max(1, Math.round(NANOS / perSecond));
    ScheduledFuture<?> ticks =
        ticker.scheduleAtFixedRate(pace.due::release, 0, interval, TimeUnit.NANOSECONDS);
    if (ticks.isCancelled()) {
      throw new IllegalStateException("the pace did not start");
    }
    return pace;
  }

  /** Waits until the next one is due. */
  void await() throws InterruptedException {
    if (ticker.isPresent()) {
      due.acquire();
    }
  }

  @Override
  public void close() {
    ticker.ifPresent(ScheduledExecutorService::shutdownNow);
  }
}
