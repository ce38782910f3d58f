package org.wellspring.delivery;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.wellspring.lane.Lane;

/** Carries a message to a sink. Safe for use by several threads; never blocks. */
public interface Sender {
  /**
   * Sends one message.
   *
   * @return never completed exceptionally; completes on a thread of the sender, within the
   *     message's timeout and a little
   */
  CompletableFuture<SinkAnswer> send(OutboundMessage message);

  /**
   * The lane on which messages to this address are handled. Who sends from there saves two changes
   * of thread per message; sending from elsewhere is as right. Empty: no lane is better than
   * another.
   */
  default Optional<Lane> laneOf(String address) {
    return Optional.empty();
  }
}
