package org.wellspring.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.wellspring.lane.Lane;
import org.wellspring.model.ConnectionRetry;
import org.wellspring.model.EndReason;
import org.wellspring.model.Subscription;
import org.wellspring.time.TimerKey;

/**
 * Carries one message at a time to the sink, as often as it takes. Owned by the session's shard.
 *
 * <pre>
 *   IDLE ──message──→ SENDING ──accepted──→ IDLE
 *     └ no room ─→ HELD ─┘  └──failed──→ BACKING_OFF ──timer──→ SENDING (the same message again)
 *   any ──refused, retries spent──→ CLOSED; SENDING ──dropped──→ IDLE
 * </pre>
 */
final class Transmission {
  private static final Logger log = LoggerFactory.getLogger(Transmission.class);

  /** Why one attempt was all: label of the metric. */
  static final String NOT_SENT = "not-sent";

  /** How persistent this kind of delivery is. */
  enum Persistence {
    /** Tries until told to give up. */
    RETRY,
    /** One attempt, then the next item: multicast has no one to wait for. */
    ONE_ATTEMPT
  }

  /** Who sends. */
  interface Origin {
    /**
     * The message is done with, and the next one may be sent.
     *
     * @param items what it held; none in a heartbeat
     * @param dropped why they were not delivered, as a label; empty: they were
     */
    void done(List<Item> items, Optional<String> dropped);

    /** The sink wants no more, or has failed for too long. Nothing is sent any more. */
    void over(EndReason reason, String text);
  }

  private enum Phase {
    IDLE,
    HELD,
    SENDING,
    BACKING_OFF,
    CLOSED
  }

  /** The message that is held, in flight or waiting for its next attempt. */
  private record Attempt(OutboundMessage message, List<Item> items, InFlight.Room room) {}

  private final SessionParts parts;
  private final Subscription subscription;
  private final Lane shard;
  private final Renderer renderer;
  private final Persistence persistence;
  private final Origin origin;
  private final ModeMeters meters;

  private Phase phase = Phase.IDLE;
  private @Nullable Attempt current;
  private int failures;
  private long drops;
  private long failingSinceNanos;

  Transmission(
      SessionParts parts,
      Subscription subscription,
      Lane shard,
      Renderer renderer,
      Persistence persistence,
      Origin origin) {
    this.parts = parts;
    this.subscription = subscription;
    this.shard = shard;
    this.renderer = renderer;
    this.persistence = persistence;
    this.origin = origin;
    this.meters = parts.metersOf(subscription.terms().mode());
  }

  boolean isIdle() {
    return phase == Phase.IDLE;
  }

  boolean isClosed() {
    return phase == Phase.CLOSED;
  }

  /**
   * Sends a message; only when idle.
   *
   * @param items what it holds; none in a heartbeat
   */
  void send(OutboundMessage message, List<Item> items) {
    attempt(message, items);
  }

  private void attempt(OutboundMessage message, List<Item> items) {
    InFlight.Room room = failures == 0 ? InFlight.Room.HEALTHY : InFlight.Room.FAILING;
    Attempt attempt = new Attempt(message, items, room);
    current = attempt;
    phase = Phase.HELD;
    if (parts.inFlight().take(room, message.length(), () -> shard.post(() -> admitted(attempt)))) {
      start(attempt);
    }
  }

  private void admitted(Attempt attempt) {
    if (phase == Phase.HELD && current == attempt) {
      start(attempt);
    } else {
      giveBack(attempt);
    }
  }

  private void giveBack(Attempt attempt) {
    parts.inFlight().giveBack(attempt.room(), attempt.message().length());
  }

  private void start(Attempt attempt) {
    phase = Phase.SENDING;
    long sentNanos = parts.time().monotonicNanos();
    CompletableFuture<SinkAnswer> sent =
        parts
            .sender()
            .send(attempt.message())
            .exceptionally(bug -> new SinkAnswer.NotSent(bug.toString()));
    if (sent.isDone()) { // not a call: a long run of such answers must not deepen the stack
      SinkAnswer answer = sent.join();
      shard.post(() -> answered(attempt, answer, sentNanos));
    } else {
      var unused =
          sent.thenAccept(answer -> shard.execute(() -> answered(attempt, answer, sentNanos)));
    }
  }

  private void answered(Attempt attempt, SinkAnswer answer, long sentNanos) {
    if (phase != Phase.SENDING || current != attempt) {
      return; // closed meanwhile, and its room was given back then
    }
    phase = Phase.IDLE; // for whatever follows: the room is given back once
    giveBack(attempt);
    SendOutcome outcome = renderer.outcome(attempt.message(), answer);
    long took = parts.time().monotonicNanos() - sentNanos;
    if (outcome instanceof SendOutcome.Accepted) {
      meters.accepted().took(took);
      finish(attempt, Optional.empty());
    } else if (outcome instanceof SendOutcome.Cancel cancel) {
      meters.refused().took(took);
      end(EndReason.REFUSED, cancel.reason());
    } else if (outcome instanceof SendOutcome.Dropped dropped) {
      meters.refused().took(took);
      log.atLevel(drops++ == 0 ? Level.WARN : Level.DEBUG)
          .log("delivery.dropped id={} why={}", subscription.id(), dropped.why());
      finish(attempt, Optional.of(dropped.reason()));
    } else {
      meters.failed().took(took);
      failed(attempt, (SendOutcome.Failed) outcome);
    }
  }

  private void finish(Attempt attempt, Optional<String> dropped) {
    failures = 0;
    phase = Phase.IDLE;
    current = null;
    origin.done(attempt.items(), dropped);
  }

  private void failed(Attempt attempt, SendOutcome.Failed failure) {
    if (persistence == Persistence.ONE_ATTEMPT) {
      finish(attempt, Optional.of(NOT_SENT));
      return;
    }
    failures++;
    if (failures == 1) {
      failingSinceNanos = parts.time().monotonicNanos();
      log.warn("delivery.failing id={} why={}", subscription.id(), failure.why());
    }
    if (spent()) {
      end(
          EndReason.DELIVERY_FAILURE,
          "Events could not be delivered in " + failures + " attempts; last: " + failure.why());
      return;
    }
    phase = Phase.BACKING_OFF;
    parts.timers().arm(retryTimer(), pause(failure), () -> shard.post(this::retry));
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
    Duration failing = Duration.ofNanos(parts.time().monotonicNanos() - failingSinceNanos);
    return enough || failing.compareTo(parts.config().giveUpAfter()) >= 0;
  }

  /** Never beyond the time after which we give up: a sink could put us to sleep for years. */
  private Duration pause(SendOutcome.Failed failure) {
    Duration longest = parts.config().giveUpAfter();
    return subscription
        .terms()
        .retry()
        .map(ConnectionRetry::interval)
        .or(failure::retryAfter)
        .filter(wait -> !wait.isZero())
        .map(wait -> wait.compareTo(longest) < 0 ? wait : longest)
        .orElseGet(() -> parts.backoff().after(failures));
  }

  private void retry() {
    Attempt again = current;
    if (phase == Phase.BACKING_OFF && again != null) {
      attempt(again.message(), again.items());
    }
  }

  private void end(EndReason reason, String text) {
    close();
    origin.over(reason, text);
  }

  /**
   * Nothing is sent any more, and no answer counts. Room is given back here, not with the answer,
   * which may come after minutes.
   */
  void close() {
    Attempt sending = phase == Phase.SENDING ? current : null;
    phase = Phase.CLOSED;
    if (sending != null) {
      giveBack(sending);
    }
    current = null;
    parts.timers().cancel(retryTimer());
  }

  private TimerKey retryTimer() {
    return new TimerKey(this, "retry");
  }
}
