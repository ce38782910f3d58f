package org.wellspring.delivery;

import java.util.concurrent.CompletableFuture;

/** Carries a message to a sink. Safe for use by several threads; never blocks. */
public interface Sender {
  /**
   * Sends one message.
   *
   * @return never completed exceptionally; completes on a thread of the sender, within the
   *     message's timeout and a little
   */
  CompletableFuture<SinkAnswer> send(OutboundMessage message);
}
