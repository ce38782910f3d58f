package org.wellspring.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wellspring.delivery.Item;
import org.wellspring.delivery.OutboundMessage;
import org.wellspring.delivery.Renderer;
import org.wellspring.delivery.SendOutcome;
import org.wellspring.delivery.SinkAnswer;
import org.wellspring.model.Bytes;
import org.wellspring.model.EndReason;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.LogPosition;
import org.wellspring.model.StreamTerms;
import org.wellspring.model.Subscription;
import org.wellspring.time.TimeSource;

/**
 * Writes the messages of one REST subscription: a {@link Notifications notification} as the body,
 * or a list of them when batches were asked for. Any 2xx is a success; 410 Gone ends the
 * subscription; whatever else is tried again, after Retry-After when the destination says so.
 */
final class StreamRenderer implements Renderer {
  /** Of subscriptions made here. */
  static final String NOTATION = "STREAM";

  private static final String CONTENT_TYPE = "application/json;charset=UTF-8";
  private static final Bytes OPEN = Bytes.utf8("[");
  private static final Bytes COMMA = Bytes.utf8(",");
  private static final Bytes CLOSE = Bytes.utf8("]");
  private static final int GONE = 410;

  /** What all renderers share. */
  record Tools(Bookmarks bookmarks, EventJson events, TimeSource time, Duration timeout) {}

  private final Subscription subscription;
  private final Notifications notifications;
  private final Optional<Signature> signature;
  private final Duration timeout;
  private long count;

  StreamRenderer(Subscription subscription, Tools tools) {
    this.subscription = subscription;
    this.notifications = new Notifications(subscription, tools.events(), tools.bookmarks());
    this.signature =
        subscription.terms().stream()
            .flatMap(StreamTerms::signingSecret)
            .map(secret -> new Signature(secret, tools.time()));
    this.timeout = tools.timeout();
  }

  @Override
  public OutboundMessage single(Item item) {
    return message(notifications.item(item));
  }

  @Override
  public OutboundMessage batch(List<Item> items) {
    List<Bytes> body = new ArrayList<>(4 * items.size() + 1);
    for (Item item : items) {
      body.add(body.isEmpty() ? OPEN : COMMA);
      body.addAll(notifications.item(item));
    }
    body.add(CLOSE);
    return message(body);
  }

  @Override
  public OutboundMessage heartbeat(Optional<LogPosition> bookmark) {
    return message(List.of(notifications.heartbeat(bookmark)));
  }

  @Override
  public Optional<OutboundMessage> ended(EndReason reason, String text) {
    return subscription
        .terms()
        .endTo()
        .map(endTo -> message(List.of(notifications.ended(reason, text))));
  }

  private OutboundMessage message(List<Bytes> body) {
    return new OutboundMessage(
        subscription.terms().notifyTo().map(EndpointReference::address).orElse(""),
        CONTENT_TYPE,
        body,
        subscription.id() + "-" + count++,
        timeout,
        subscription.terms().credentials(),
        signature.map(s -> s.over(body)).orElse(OutboundMessage.Headers.NONE));
  }

  /** All in ASCII or counted in octets: characters matter to SOAP's bounds only. */
  @Override
  public ItemSize size(Item item) {
    long octets = 1;
    for (Bytes part : notifications.item(item)) {
      octets += part.length();
    }
    return new ItemSize(octets, octets);
  }

  @Override
  public ItemSize emptyBatch() {
    return new ItemSize(2, 2);
  }

  @Override
  public SendOutcome outcome(OutboundMessage sent, SinkAnswer answer) {
    if (answer instanceof SinkAnswer.Answered answered) {
      return outcome(answered);
    }
    if (answer instanceof SinkAnswer.Unreachable unreachable) {
      return SendOutcome.Failed.because("the destination cannot be reached: " + unreachable.why());
    }
    if (answer instanceof SinkAnswer.TimedOut timedOut) {
      return SendOutcome.Failed.because(
          "the destination did not answer within " + timedOut.after().toMillis() + " ms");
    }
    return SendOutcome.Failed.because("not sent: " + ((SinkAnswer.NotSent) answer).why());
  }

  private static SendOutcome outcome(SinkAnswer.Answered answered) {
    int status = answered.status();
    if (status >= 200 && status < 300) {
      return new SendOutcome.Accepted();
    }
    return status == GONE
        ? new SendOutcome.Cancel("the destination answered 410 Gone")
        : new SendOutcome.Failed("the destination answered HTTP " + status, answered.retryAfter());
  }
}
