package org.wellspring.delivery;

import java.util.concurrent.CompletableFuture;

/**
 * A reader of its own on a live subscription: the same filter, an own place in the log, and nothing
 * that it reads is missing from what the subscription delivers otherwise. Callable from any thread.
 */
public interface Tap {
  /**
   * Collects what comes next; {@link PullRequest#from()} is the first position not seen. One pull
   * at a time.
   *
   * @return fails with a {@link org.wellspring.fault.FaultException} when the subscription is over
   *     or the server stops
   */
  CompletableFuture<PullBatch> pull(PullRequest request);

  /** Ends the reading; a pull that waits fails. Harmless when called again. */
  void close();
}
