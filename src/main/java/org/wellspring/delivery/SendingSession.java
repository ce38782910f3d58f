package org.wellspring.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.wellspring.filter.Filter;
import org.wellspring.lane.Lane;
import org.wellspring.log.EventLog;
import org.wellspring.metrics.MeterName;
import org.wellspring.metrics.Meters;
import org.wellspring.model.ConnectionRetry;
import org.wellspring.model.EndReason;
import org.wellspring.model.LogPosition;
import org.wellspring.model.LogRecord;
import org.wellspring.model.OversizePolicy;
import org.wellspring.model.Subscription;
import org.wellspring.time.TimeSource;
import org.wellspring.time.TimerKey;
import org.wellspring.time.Timers;

/**
 * Sends to a sink: Push, PushWithAck, Batched and Trap. One message is in flight at a time, so
 * order is kept; what is unsent waits in the feed and, beyond that, in the log.
 *
 * <pre>
 *   IDLE ──something to send──→ SENDING ──accepted──→ IDLE
 *    ↑                             └──failed──→ BACKING_OFF ──timer──→ SENDING (the same message again)
 *    └ heartbeat timer: sends a heartbeat when nothing was sent for the interval
 *   any ──refused, retries spent, oversize with CancelSubscription──→ CLOSED
 * </pre>
 */
final class SendingSession implements Session {
  private static final Logger log = LoggerFactory.getLogger(SendingSession.class);

  private enum Phase {
    IDLE,
    SENDING,
    BACKING_OFF,
    CLOSED
  }

  /** What the sessions share: {@code reads} those of the shard, the others all. */
  record Parts(
      EventLog eventLog,
      SharedReads reads,
      Sender sender,
      TimeSource time,
      Timers timers,
      Meters meters,
      SessionEnder ender,
      Cursors cursors,
      Backoff backoff,
      DeliveryConfig config) {}

  /** How persistent this kind of delivery is. */
  enum Persistence {
    /** Tries until told to give up. */
    RETRY,
    /** One attempt, then the next item: multicast has no one to wait for. */
    ONE_ATTEMPT
  }

  /**
   * The message in flight or waiting for its next attempt.
   *
   * @param items what it holds; none in a heartbeat
   */
  private record Attempt(OutboundMessage message, List<Item> items) {}

  private final Parts parts;
  private final Subscription subscription;
  private final Lane shard;
  private final Renderer renderer;
  private final Packing packing;
  private final Persistence persistence;
  private final Feed feed;
  private final String mode;

  private Phase phase = Phase.IDLE;
  private @Nullable Attempt current;
  private int failures;
  private long failingSinceNanos;
  private int brokenFilters;
  private long oversized;
  private boolean batchTimeIsUp;
  private boolean batchTimerArmed;
  private Optional<LogPosition> lastSent = Optional.empty();
  private LogPosition noted;

  SendingSession(
      Parts parts,
      Subscription subscription,
      Filter filter,
      Lane shard,
      Renderer renderer,
      Packing packing,
      Persistence persistence) {
    this.parts = parts;
    this.subscription = subscription;
    this.shard = shard;
    this.renderer = renderer;
    this.packing = packing;
    this.persistence = persistence;
    this.mode = subscription.terms().mode().label();
    this.noted = subscription.start();
    this.feed =
        new Feed(
            subscription,
            filter,
            parts.eventLog,
            parts.reads,
            parts.config.queue(),
            this::filterBroke);
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
  public void filterBroke() {
    parts.meters.count(MeterName.FILTER_BROKEN);
    brokenFilters++;
    if (brokenFilters == 1) {
      log.warn("delivery.filter-broken id={}", subscription.id());
    }
    if (brokenFilters == parts.config.brokenFilterLimit()) {
      end(
          EndReason.SOURCE_CANCELLING,
          "The filter could not be evaluated on " + brokenFilters + " events.");
    }
  }

  /** Does whatever is due. Called after every change; harmless when nothing is. */
  private void advance() {
    if (phase != Phase.IDLE) {
      return;
    }
    if (feed.refill()) {
      shard.post(this::advance); // other sessions of the shard get their turn in between
    }
    if (phase == Phase.IDLE && !feed.isEmpty()) { // reading may have ended us
      // A full queue is no longer waited with: nothing could come that makes the batch complete.
      act(packing.plan(feed.items(), batchTimeIsUp || feed.isFull()));
    }
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
        subscription.terms().mode() instanceof org.wellspring.model.DeliveryMode.Batched
            ? renderer.batch(items)
            : renderer.single(items.get(0));
    cancelBatchTimer();
    attempt(new Attempt(message, items));
  }

  private void oversize(Item item, long octets) {
    OversizePolicy policy =
        subscription
            .terms()
            .envelopeLimit()
            .map(limit -> limit.policy())
            .orElse(OversizePolicy.NOTIFY);
    log.atLevel(oversized++ == 0 ? Level.WARN : Level.DEBUG)
        .log(
            "delivery.event-too-large id={} position={} octets={} policy={}",
            subscription.id(),
            item.position().value(),
            octets,
            policy.wireName());
    parts.meters.count(MeterName.EVENTS_DROPPED, "reason", "too-large");
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

  private void attempt(Attempt attempt) {
    phase = Phase.SENDING;
    current = attempt;
    long sentNanos = parts.time.monotonicNanos();
    var unused =
        parts
            .sender
            .send(attempt.message())
            .exceptionally(bug -> new SinkAnswer.NotSent(bug.toString()))
            .thenAccept(answer -> shard.post(() -> answered(attempt, answer, sentNanos)));
  }

  private void answered(Attempt attempt, SinkAnswer answer, long sentNanos) {
    if (phase != Phase.SENDING || current != attempt) {
      return; // closed meanwhile
    }
    SendOutcome outcome = renderer.outcome(attempt.message(), answer);
    Duration took = Duration.ofNanos(parts.time.monotonicNanos() - sentNanos);
    if (outcome instanceof SendOutcome.Accepted) {
      parts.meters.time(MeterName.DELIVERY, took, "mode", mode, "outcome", "accepted");
      accepted(attempt);
    } else if (outcome instanceof SendOutcome.Cancel cancel) {
      parts.meters.time(MeterName.DELIVERY, took, "mode", mode, "outcome", "refused");
      end(EndReason.REFUSED, cancel.reason());
    } else {
      parts.meters.time(MeterName.DELIVERY, took, "mode", mode, "outcome", "failed");
      failed(attempt, (SendOutcome.Failed) outcome);
    }
  }

  private void accepted(Attempt attempt) {
    failures = 0;
    phase = Phase.IDLE;
    current = null;
    finish(attempt.items());
    parts.meters.count(MeterName.EVENTS_DELIVERED, Item.events(attempt.items()), "mode", mode);
    armHeartbeat();
    advance();
  }

  private void finish(List<Item> items) {
    feed.removeFirst(items.size());
    if (!items.isEmpty()) {
      lastSent = Optional.of(items.get(items.size() - 1).position());
      noteCursor();
    }
  }

  @Override
  public void checkpoint(LogPosition dispatched) {
    shard.assertOwner();
    if (phase != Phase.CLOSED) {
      feed.passed(dispatched);
      noteCursor();
    }
  }

  /** A multicast group has no place to go on from: nobody waits for what it missed. */
  private void noteCursor() {
    LogPosition now = feed.cursor();
    if (persistence == Persistence.RETRY && !now.equals(noted)) {
      noted = now;
      parts.cursors.moved(subscription.id(), now);
    }
  }

  private void failed(Attempt attempt, SendOutcome.Failed failure) {
    if (persistence == Persistence.ONE_ATTEMPT) {
      parts.meters.count(MeterName.EVENTS_DROPPED, attempt.items().size(), "reason", "not-sent");
      phase = Phase.IDLE;
      current = null;
      finish(attempt.items());
      armHeartbeat();
      advance();
      return;
    }
    failures++;
    if (failures == 1) {
      failingSinceNanos = parts.time.monotonicNanos();
      log.warn("delivery.failing id={} why={}", subscription.id(), failure.why());
    }
    if (spent()) {
      end(
          EndReason.DELIVERY_FAILURE,
          "Events could not be delivered in " + failures + " attempts; last: " + failure.why());
      return;
    }
    phase = Phase.BACKING_OFF;
    parts.timers.arm(timer("retry"), pause(failure), () -> shard.post(this::retry));
  }

  /**
   * DSP0226 §10.2.3: the subscriber's wish counts, within the time after which we give up anyway.
   */
  private boolean spent() {
    Optional<ConnectionRetry> wish = subscription.terms().retry();
    boolean enough =
        wish.isPresent()
            && wish.get().total().isPresent()
            && failures > wish.get().total().getAsLong();
    Duration failing = Duration.ofNanos(parts.time.monotonicNanos() - failingSinceNanos);
    return enough || failing.compareTo(parts.config.giveUpAfter()) >= 0;
  }

  /** Never beyond the time after which we give up: a sink could put us to sleep for years. */
  private Duration pause(SendOutcome.Failed failure) {
    Duration longest = parts.config.giveUpAfter();
    return subscription
        .terms()
        .retry()
        .map(ConnectionRetry::interval)
        .or(failure::retryAfter)
        .filter(wait -> !wait.isZero())
        .map(wait -> wait.compareTo(longest) < 0 ? wait : longest)
        .orElseGet(() -> parts.backoff.after(failures));
  }

  private void retry() {
    Attempt again = current;
    if (phase == Phase.BACKING_OFF && again != null) {
      attempt(again);
    }
  }

  private void armBatchTimer() {
    if (!batchTimerArmed) {
      batchTimerArmed = true;
      parts.timers.arm(timer("batch"), packing.maxTime(), () -> shard.post(this::batchTimeOver));
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
      parts.timers.cancel(timer("batch"));
    }
  }

  private void armHeartbeat() {
    subscription
        .terms()
        .heartbeat()
        .ifPresent(
            interval ->
                parts.timers.arm(timer("heartbeat"), interval, () -> shard.post(this::heartbeat)));
  }

  /**
   * DSP0226 §10.2.5: only when nothing was sent for the interval. Whatever is in flight counts as
   * something.
   */
  private void heartbeat() {
    if (phase == Phase.IDLE) {
      attempt(new Attempt(renderer.heartbeat(lastSent), List.of()));
    } else if (phase != Phase.CLOSED) {
      armHeartbeat();
    }
  }

  private void end(EndReason reason, String text) {
    if (phase != Phase.CLOSED) {
      close();
      parts.ender.end(subscription.id(), reason, text);
    }
  }

  @Override
  public void rest() {
    close();
  }

  @Override
  public void close() {
    shard.assertOwner();
    phase = Phase.CLOSED;
    current = null;
    for (String purpose : List.of("retry", "batch", "heartbeat")) {
      parts.timers.cancel(timer(purpose));
    }
  }

  private TimerKey timer(String purpose) {
    return new TimerKey(this, purpose);
  }
}
