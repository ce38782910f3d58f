package org.wellspring.wsman;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.wellspring.delivery.DeliveryEngine;
import org.wellspring.delivery.Item;
import org.wellspring.delivery.PullBatch;
import org.wellspring.delivery.PullRequest;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.Subscription;
import org.wellspring.model.SubscriptionTerms.BookmarkWish;
import org.wellspring.soap.EnvelopeWriter;
import org.wellspring.soap.Faults;
import org.wellspring.soap.Ns;
import org.wellspring.subscription.SubscriptionService;
import org.wellspring.wsman.WsmanReply.Effect;
import org.wellspring.xml.XmlElement;

/** Pull and Release on the context of a Pull subscription. DSP0226 §10.2.9.5. */
final class EventPull {
  /**
   * What the client asked for.
   *
   * @param maxTime empty: as long as the operation may take
   */
  record Bounds(int maxElements, OptionalLong maxCharacters, Optional<Duration> maxTime) {}

  private final SubscriptionService subscriptions;
  private final DeliveryEngine delivery;
  private final Bookmarks bookmarks;
  private final WsmanSettings settings;

  EventPull(
      SubscriptionService subscriptions,
      DeliveryEngine delivery,
      Bookmarks bookmarks,
      WsmanSettings settings) {
    this.subscriptions = subscriptions;
    this.delivery = delivery;
    this.bookmarks = bookmarks;
    this.settings = settings;
  }

  CompletableFuture<WsmanReply> pull(WsmanRequest request, PullContext context, Bounds bounds) {
    return find(request, context)
        .thenCompose(
            subscription ->
                delivery
                    .pull(context.subscription(), pullRequest(request, context, bounds))
                    .thenApply(batch -> reply(request, subscription, batch)));
  }

  private CompletableFuture<Subscription> find(WsmanRequest request, PullContext context) {
    return subscriptions
        .status(request.who(), context.subscription())
        .exceptionallyCompose(
            problem ->
                CompletableFuture.failedFuture(
                    Faults.is(problem, FaultCode.UNKNOWN_SUBSCRIPTION)
                        ? new FaultException(
                            FaultCode.INVALID_ENUMERATION_CONTEXT,
                            "This context belongs to no live subscription: it has expired or was ended. Subscribe again.")
                        : problem));
  }

  /** Answers somewhat before the client's own time-out: it waits hardly longer than it says. */
  private PullRequest pullRequest(WsmanRequest request, PullContext context, Bounds bounds) {
    Duration whole = request.operationTimeout();
    Duration early = whole.minus(min(whole.dividedBy(10), Duration.ofSeconds(5)));
    return new PullRequest(
        context.next(),
        Math.min(bounds.maxElements(), settings.maxElements()),
        bounds.maxCharacters(),
        OptionalLong.of(ReplyWriter.roomForItems(request, settings)),
        bounds.maxTime().map(t -> min(t, early)).orElse(early));
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private WsmanReply reply(WsmanRequest request, Subscription subscription, PullBatch batch) {
    if (batch.items().isEmpty()) {
      throw new FaultException(
          FaultCode.TIMED_OUT, "No event arrived in time. The context stays valid: pull again.");
    }
    Generation generation = request.generation();
    WsmanReply reply =
        new WsmanReply(
            Ns.WSEN + "/PullResponse",
            List.of(),
            envelope -> write(envelope, generation, subscription, batch),
            Effect.NONE);
    return subscription.terms().bookmarks() == BookmarkWish.SEND
        ? reply.withHeader(bookmark(generation, batch.items()))
        : reply;
  }

  private static void write(
      EnvelopeWriter envelope, Generation generation, Subscription subscription, PullBatch batch) {
    envelope
        .raw("<wsen:PullResponse xmlns:wsen=\"" + Ns.WSEN + "\"><wsen:EnumerationContext>")
        .raw(new PullContext(subscription.id(), batch.next()).text())
        .raw("</wsen:EnumerationContext><wsen:Items>");
    batch.items().forEach(item -> envelope.raw(Items.bare(generation, item)));
    envelope.raw("</wsen:Items></wsen:PullResponse>");
  }

  private XmlElement bookmark(Generation generation, List<Item> items) {
    return bookmarks.write(generation, items.get(items.size() - 1).position());
  }

  /** A client that releases the context wants no more events. */
  CompletableFuture<WsmanReply> release(WsmanRequest request, PullContext context) {
    return find(request, context)
        .thenCompose(found -> subscriptions.unsubscribe(request.who(), found.id()))
        .thenApply(ended -> WsmanReply.of(Ns.WSEN + "/ReleaseResponse", Effect.CHANGED));
  }
}
