package org.wellspring.sink;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.wellspring.delivery.OutboundMessage;
import org.wellspring.delivery.SinkAnswer;
import org.wellspring.model.Bytes;

/** Messages to send, and waiting for what becomes of them. */
final class Messages {
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private Messages() {}

  static OutboundMessage message(String address, String... body) {
    return message(address, PATIENCE, body);
  }

  static OutboundMessage message(String address, Duration timeout, String... body) {
    List<Bytes> parts = List.of(body).stream().map(Bytes::utf8).toList();
    return new OutboundMessage(
        address, "application/soap+xml;charset=UTF-8", parts, "uuid:1", timeout, Optional.empty());
  }

  static SinkAnswer answer(CompletableFuture<SinkAnswer> future) {
    try {
      return future.get(20, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("no answer", e);
    }
  }
}
