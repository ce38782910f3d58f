package org.wellspring.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.wellspring.delivery.Transmission.Persistence;
import org.wellspring.filter.Filter;
import org.wellspring.lane.Lane;
import org.wellspring.metrics.MeterName;
import org.wellspring.model.DeliveryMode;
import org.wellspring.model.EndReason;
import org.wellspring.model.EnvelopeLimit;
import org.wellspring.model.LogPosition;
import org.wellspring.model.LogRecord;
import org.wellspring.model.OversizePolicy;
import org.wellspring.model.Subscription;
import org.wellspring.time.TimerKey;

/**
 * Sends to a sink: Push, PushWithAck, Batched and Trap. Decides what the next message holds and
 * when it goes; a {@link Transmission} carries it. One message is under way at a time, so order is
 * kept; what is unsent waits in the feed and, beyond that, in the log.
 */
final class SendingSession implements Session, Transmission.Origin {
  private static final Logger log = LoggerFactory.getLogger(SendingSession.class);

  private final SessionParts parts;
  private final SessionOwner owner;
  private final Subscription subscription;
  private final Lane shard;
  private final Renderer renderer;
  private final Packing packing;
  private final Feed feed;
  private final Transmission transmission;

  private int brokenFilters;
  private long oversized;
  private boolean batchTimeIsUp;
  private boolean batchTimerArmed;
  private boolean pausing;
  private boolean ended;
  private Optional<LogPosition> lastSent = Optional.empty();
  private LogPosition noted;

  SendingSession(
      SessionParts parts,
      SessionOwner owner,
      Subscription subscription,
      Filter filter,
      Lane shard,
      Renderer renderer,
      Packing packing,
      Persistence persistence) {
    this.parts = parts;
    this.owner = owner;
    this.subscription = subscription;
    this.shard = shard;
    this.renderer = renderer;
    this.packing = packing;
    this.noted = subscription.start();
    this.feed = new Feed(subscription, filter, parts, this::filterBroke);
    this.transmission = new Transmission(parts, subscription, shard, renderer, persistence, this);
  }

  @Override
  public Lane shard() {
    return shard;
  }

  @Override
  public void open() {
    shard.assertOwner();
    armHeartbeat();
    advance();
  }

  @Override
  public void offer(LogRecord record) {
    shard.assertOwner();
    feed.offer(record);
    advance();
  }

  @Override
  public void missed(LogPosition from) {
    shard.assertOwner();
    feed.fallBehind(from);
    advance();
  }

  @Override
  public void filterBroke(String why) {
    parts.meters().count(MeterName.FILTER_BROKEN);
    brokenFilters++;
    if (brokenFilters == 1) {
      log.warn("delivery.filter-broken id={} why=\"{}\"", subscription.id(), why);
    }
    if (brokenFilters == parts.config().brokenFilterLimit()) {
      end(
          EndReason.SOURCE_CANCELLING,
          "The filter could not be evaluated on " + brokenFilters + " events: " + why + ".");
    }
  }

  /** Does whatever is due. Called after every change; harmless when nothing is. */
  private void advance() {
    if (!transmission.isIdle()) {
      return;
    }
    readOn();
    if (transmission.isIdle() && !feed.isEmpty()) { // reading may have ended us
      // A full queue is no longer waited with: nothing could come that makes the batch complete.
      act(packing.plan(feed.items(), batchTimeIsUp || feed.isFull()));
    }
  }

  private void readOn() {
    Duration pause = feed.pause();
    if (!pause.isZero()) {
      armPause(pause);
    } else if (feed.refill()) {
      shard.post(this::advance); // other sessions of the shard get their turn in between
    }
  }

  private void armPause(Duration pause) {
    if (!pausing) {
      pausing = true;
      parts.timers().arm(timer("catch-up"), pause, () -> shard.post(this::pauseIsOver));
    }
  }

  private void pauseIsOver() {
    pausing = false;
    advance();
  }

  private void act(Packing.Plan plan) {
    if (plan instanceof Packing.Plan.Send send) {
      pack(send.items());
    } else if (plan instanceof Packing.Plan.TooLarge tooLarge) {
      oversize(tooLarge.item(), tooLarge.octets());
    } else {
      armBatchTimer();
    }
  }

  private void pack(List<Item> items) {
    OutboundMessage message =
        subscription.terms().mode() instanceof DeliveryMode.Batched
            ? renderer.batch(items)
            : renderer.single(items.get(0));
    cancelBatchTimer();
    transmission.send(message, items);
  }

  private void oversize(Item item, long octets) {
    OversizePolicy policy =
        subscription
            .terms()
            .envelopeLimit()
            .map(EnvelopeLimit::policy)
            .orElse(OversizePolicy.NOTIFY);
    log.atLevel(oversized++ == 0 ? Level.WARN : Level.DEBUG)
        .log(
            "delivery.event-too-large id={} position={} octets={} policy={}",
            subscription.id(),
            item.position().value(),
            octets,
            policy.wireName());
    parts.meters().count(MeterName.EVENTS_DROPPED, "reason", "too-large");
    feed.removeFirst(1);
    switch (policy) {
      case CANCEL_SUBSCRIPTION ->
          end(
              EndReason.DELIVERY_FAILURE,
              "An event takes "
                  + octets
                  + " octets, more than the MaxEnvelopeSize of the subscription.");
      case NOTIFY -> notifyDropped(item, octets);
      case SKIP -> shard.post(this::advance);
    }
  }

  private void notifyDropped(Item tooLarge, long octets) {
    if (tooLarge instanceof Item.Dropped) {
      end(
          EndReason.DELIVERY_FAILURE,
          "Even the report of a dropped event takes "
              + octets
              + " octets, more than the MaxEnvelopeSize of the subscription.");
      return;
    }
    feed.putFirst(new Item.Dropped(1, tooLarge.position()));
    shard.post(this::advance); // not a call: a long run of such events must not deepen the stack
  }

  @Override
  public void done(List<Item> items, Optional<String> dropped) {
    feed.removeFirst(items.size());
    if (!items.isEmpty()) {
      lastSent = Optional.of(items.get(items.size() - 1).position());
      noteCursor();
    }
    ModeMeters meters = parts.metersOf(subscription.terms().mode());
    if (dropped.isEmpty()) {
      meters.delivered().add(Item.events(items));
    } else if (dropped.get().equals(Transmission.NOT_SENT)) {
      meters.notSent().add(items.size());
    } else {
      parts.meters().count(MeterName.EVENTS_DROPPED, items.size(), "reason", dropped.get());
    }
    armHeartbeat();
    advance();
  }

  @Override
  public void over(EndReason reason, String text) {
    end(reason, text);
  }

  @Override
  public void checkpoint(LogPosition dispatched) {
    shard.assertOwner();
    if (!transmission.isClosed()) {
      feed.passed(dispatched);
      noteCursor();
    }
  }

  private void noteCursor() {
    LogPosition now = feed.cursor();
    if (!now.equals(noted)) {
      noted = now;
      owner.reached(subscription.id(), now);
    }
  }

  private void armBatchTimer() {
    if (!batchTimerArmed) {
      batchTimerArmed = true;
      parts.timers().arm(timer("batch"), packing.maxTime(), () -> shard.post(this::batchTimeOver));
    }
  }

  private void batchTimeOver() {
    if (batchTimerArmed) {
      batchTimeIsUp = true;
      advance();
    }
  }

  private void cancelBatchTimer() {
    batchTimeIsUp = false;
    if (batchTimerArmed) {
      batchTimerArmed = false;
      parts.timers().cancel(timer("batch"));
    }
  }

  private void armHeartbeat() {
    subscription
        .terms()
        .heartbeat()
        .ifPresent(
            interval ->
                parts
                    .timers()
                    .arm(timer("heartbeat"), interval, () -> shard.post(this::heartbeat)));
  }

  /**
   * DSP0226 §10.2.5: only when nothing was sent for the interval. Whatever is in flight counts as
   * something.
   */
  private void heartbeat() {
    if (transmission.isIdle()) {
      transmission.send(renderer.heartbeat(lastSent), List.of());
    } else if (!transmission.isClosed()) {
      armHeartbeat();
    }
  }

  private void end(EndReason reason, String text) {
    if (!ended) {
      close();
      owner.end(subscription.id(), reason, text);
    }
  }

  @Override
  public void rest() {
    close();
  }

  @Override
  public void close() {
    shard.assertOwner();
    ended = true;
    transmission.close();
    for (String purpose : List.of("catch-up", "batch", "heartbeat")) {
      parts.timers().cancel(timer(purpose));
    }
  }

  private TimerKey timer(String purpose) {
    return new TimerKey(this, purpose);
  }
}
