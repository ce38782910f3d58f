package org.wellspring.testing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wellspring.delivery.Item;
import org.wellspring.delivery.OutboundMessage;
import org.wellspring.delivery.Renderer;
import org.wellspring.delivery.SendOutcome;
import org.wellspring.delivery.SinkAnswer;
import org.wellspring.model.Bytes;
import org.wellspring.model.EndReason;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.LogPosition;
import org.wellspring.model.Subscription;

/**
 * Writes messages a test can read: one word per item, {@code 7} for the event at position 7, {@code
 * dropped:3@9} for three lost ones, the last at 9; {@code heartbeat}, {@code end:REASON}. Status
 * 2xx without a body accepts, 410 refuses, anything else fails.
 */
public final class PlainRenderer implements Renderer {
  private final Subscription subscription;
  private final long overhead;

  public PlainRenderer(Subscription subscription) {
    this(subscription, 0);
  }

  /**
   * @param overhead characters and octets of a message without items
   */
  public PlainRenderer(Subscription subscription, long overhead) {
    this.subscription = subscription;
    this.overhead = overhead;
  }

  @Override
  public OutboundMessage single(Item item) {
    return message(word(item));
  }

  @Override
  public OutboundMessage batch(List<Item> items) {
    return message(items.stream().map(PlainRenderer::word).collect(Collectors.joining(" ")));
  }

  @Override
  public OutboundMessage heartbeat(Optional<LogPosition> bookmark) {
    return message("heartbeat");
  }

  @Override
  public Optional<OutboundMessage> ended(EndReason reason, String text) {
    return Optional.of(message("end:" + reason));
  }

  private static String word(Item item) {
    return item instanceof Item.Dropped dropped
        ? "dropped:" + dropped.count() + "@" + dropped.position().value()
        : Long.toString(item.position().value());
  }

  private OutboundMessage message(String text) {
    String address =
        subscription
            .terms()
            .notifyTo()
            .or(() -> subscription.terms().endTo())
            .map(EndpointReference::address)
            .orElse("");
    return new OutboundMessage(
        address,
        "text/plain",
        List.of(Bytes.utf8(text)),
        subscription.id().value(),
        Duration.ofSeconds(30),
        Optional.empty());
  }

  /** The size of an event's body; 10 for the report of dropped ones. */
  @Override
  public ItemSize size(Item item) {
    long octets = item instanceof Item.Matched m ? m.record().event().xml().length() : 10;
    return new ItemSize(octets, octets);
  }

  @Override
  public ItemSize emptyBatch() {
    return new ItemSize(overhead, overhead);
  }

  @Override
  public SendOutcome outcome(OutboundMessage sent, SinkAnswer answer) {
    if (answer instanceof SinkAnswer.Answered answered) {
      if (answered.status() / 100 == 2 && answered.body().length() == 0) {
        return new SendOutcome.Accepted();
      }
      return answered.status() == 410
          ? new SendOutcome.Cancel("gone")
          : new SendOutcome.Failed("HTTP " + answered.status(), answered.retryAfter());
    }
    return SendOutcome.Failed.because(answer.toString());
  }
}
