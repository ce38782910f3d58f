package org.wellspring.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells a command that goes on for a while when to end: because it has what it wanted, or because
 * the process is being stopped (Ctrl-C, SIGTERM). In the second case the process waits until the
 * command has tidied up, at most nine seconds.
 *
 * <p>Usable from several threads.
 */
final class StopSignal implements AutoCloseable {
  private static final long TIDY_UP_SECONDS = 9;

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch tidied = new CountDownLatch(1);
  private final Thread hook = new Thread(this::processEnds, "ws-stop");

  private StopSignal() {}

  /** One that reacts to the end of the process. Close it when everything is tidied up. */
  static StopSignal install() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  private void processEnds() {
    stop();
    try {
      boolean orderly = tidied.await(TIDY_UP_SECONDS, TimeUnit.SECONDS);
      if (!orderly) {
        System.err.println("wellspring: gave up waiting for an orderly end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void stop() {
    stopped.countDown();
  }

  boolean isStopped() {
    return stopped.getCount() == 0;
  }

  void await() throws InterruptedException {
    stopped.await();
  }

  /** Whether it was stopped within the time. */
  boolean await(Duration longest) throws InterruptedException {
    return stopped.await(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    tidied.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException processIsEnding) {
      // the hook is the one waiting for us
    }
  }
}
