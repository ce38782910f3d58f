package org.wellspring.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.filter.Filter;
import org.wellspring.lane.Lane;
import org.wellspring.metrics.MeterName;
import org.wellspring.model.EndReason;
import org.wellspring.model.LogPosition;
import org.wellspring.model.LogRecord;
import org.wellspring.model.Subscription;
import org.wellspring.time.TimerKey;

/**
 * Holds events until the client collects them. The client's context is its cursor: repeating a Pull
 * with an older context gives the same events again, so a reply that got lost loses nothing.
 * DSP0226 §10.2.9.5.
 */
final class PullSession implements Session {
  private static final Logger log = LoggerFactory.getLogger(PullSession.class);
  private static final int ROUNDS = 4;

  private record Waiting(PullRequest request, CompletableFuture<PullBatch> answer) {}

  private final SessionParts parts;
  private final SessionOwner owner;
  private final Subscription subscription;
  private final Lane shard;
  private final Renderer renderer;
  private final Feed feed;
  private LogPosition served;
  private @Nullable Waiting waiting;
  private int brokenFilters;
  private boolean collected;
  private boolean closed;

  PullSession(
      SessionParts parts,
      SessionOwner owner,
      Subscription subscription,
      Filter filter,
      Lane shard,
      Renderer renderer) {
    this.parts = parts;
    this.owner = owner;
    this.subscription = subscription;
    this.shard = shard;
    this.renderer = renderer;
    this.served = subscription.start();
    this.feed = new Feed(subscription, filter, parts, this::filterBroke);
  }

  @Override
  public Lane shard() {
    return shard;
  }

  /**
   * Reads nothing yet: the client's first context says from where, and many come back at a restart.
   */
  @Override
  public void open() {
    shard.assertOwner();
  }

  /** The client's context is its cursor, so there is none to note. */
  @Override
  public void checkpoint(LogPosition dispatched) {
    shard.assertOwner();
    feed.passed(dispatched);
  }

  @Override
  public void offer(LogRecord record) {
    shard.assertOwner();
    feed.offer(record);
    serveWaiting();
  }

  @Override
  public void missed(LogPosition from) {
    shard.assertOwner();
    feed.fallBehind(from);
    readOn();
  }

  @Override
  public void filterBroke(String why) {
    parts.meters().count(MeterName.FILTER_BROKEN);
    if (brokenFilters++ == 0) {
      log.warn("delivery.filter-broken id={} why=\"{}\"", subscription.id(), why);
    }
    if (brokenFilters == parts.config().brokenFilterLimit() && !closed) {
      owner.end(
          subscription.id(),
          EndReason.SOURCE_CANCELLING,
          "The filter could not be evaluated on " + brokenFilters + " events: " + why + ".");
    }
  }

  /**
   * Collects.
   *
   * @param answer completed here: at once when there is something, else when something comes or the
   *     wait is over
   */
  void pull(PullRequest request, CompletableFuture<PullBatch> answer) {
    shard.assertOwner();
    if (closed || !wasGivenOut(request.from())) {
      answer.completeExceptionally(over());
      return;
    }
    if (waiting != null) {
      answer.completeExceptionally(
          new FaultException(
              FaultCode.CONCURRENCY,
              "A Pull is already waiting on this context; wait for its answer, or make a subscription of your own."));
      return;
    }
    if (!request.from().equals(served)) {
      feed.seek(request.from());
      served = request.from();
    }
    Waiting mine = new Waiting(request, answer);
    waiting = mine;
    collected = true;
    Duration wait =
        subscription
            .terms()
            .heartbeat()
            .filter(h -> h.compareTo(request.longestWait()) < 0)
            .orElse(request.longestWait());
    parts.timers().arm(timer("pull"), wait, () -> shard.post(() -> waitIsOver(mine)));
    readOn();
  }

  /** Contexts are readable, so one may have been made up. */
  private boolean wasGivenOut(LogPosition from) {
    return !from.isBefore(subscription.start()) && !parts.eventLog().head().isBefore(from);
  }

  private void readOn() {
    if (closed || !collected) {
      return;
    }
    Duration pause = feed.pause();
    if (!pause.isZero()) {
      parts.timers().arm(timer("catch-up"), pause, () -> shard.post(this::readOn));
    } else if (refill() && feed.isEmpty()) {
      shard.post(this::readOn); // other sessions of the shard get their turn in between
    }
    serveWaiting();
  }

  /**
   * Reads on, a few times over when the client that waits asks for more than one read brings: a
   * reply costs more than what is in it.
   *
   * @return whether another call may bring more
   */
  private boolean refill() {
    int wanted = waiting == null ? 0 : waiting.request().maxElements();
    boolean more = feed.refill();
    for (int round = 1;
        more && round < ROUNDS && !feed.isEmpty() && feed.size() < wanted;
        round++) {
      more = feed.refill();
    }
    return more;
  }

  private void serveWaiting() {
    Waiting client = waiting;
    if (client == null || feed.isEmpty()) {
      return;
    }
    List<Item> items = fitting(client.request());
    if (items.isEmpty()) {
      Item first = feed.peek().orElseThrow();
      stopWaiting();
      client
          .answer()
          .completeExceptionally(
              new FaultException(
                  FaultCode.REPLY_TOO_LARGE,
                  "The next event takes "
                      + renderer.size(first).octets()
                      + " octets and does not fit the MaxEnvelopeSize of this Pull; ask with a larger one."));
      return;
    }
    feed.removeFirst(items.size());
    served = items.get(items.size() - 1).position().next();
    stopWaiting();
    parts.meters().count(MeterName.EVENTS_DELIVERED, Item.events(items), "mode", "pull");
    client.answer().complete(new PullBatch(items, served));
  }

  /** MaxCharacters never keeps the first item back, or a client could not get past it. */
  private List<Item> fitting(PullRequest request) {
    List<Item> items = new ArrayList<>();
    long most = request.maxOctets().orElse(Long.MAX_VALUE);
    long octets = 0;
    long characters = 0;
    for (Item item : feed.items()) {
      octets += renderer.octets(item);
      if (items.size() == request.maxElements() || octets > most) {
        break;
      }
      if (request.maxCharacters().isPresent()) { // counting them takes a look at every octet
        characters += renderer.size(item).characters();
        if (characters > request.maxCharacters().getAsLong() && !items.isEmpty()) {
          break;
        }
      }
      items.add(item);
    }
    return items;
  }

  private void waitIsOver(Waiting client) {
    if (waiting == client) { // else it was answered while this was on its way
      stopWaiting();
      client.answer().complete(new PullBatch(List.of(), served));
    }
  }

  private void stopWaiting() {
    waiting = null;
    parts.timers().cancel(timer("pull"));
  }

  /**
   * A client that waits is told that nothing came, so that it asks again, of the server that comes
   * back.
   */
  @Override
  public void rest() {
    shard.assertOwner();
    Waiting client = waiting;
    if (client != null) {
      waitIsOver(client);
    }
    stop();
  }

  private void stop() {
    closed = true;
    parts.timers().cancel(timer("catch-up"));
  }

  @Override
  public void close() {
    shard.assertOwner();
    stop();
    Waiting client = waiting;
    if (client != null) {
      stopWaiting();
      client.answer().completeExceptionally(over());
    }
  }

  static FaultException over() {
    return new FaultException(
        FaultCode.INVALID_ENUMERATION_CONTEXT,
        "This context belongs to no live subscription: it has expired or was ended. Subscribe again.");
  }

  private TimerKey timer(String purpose) {
    return new TimerKey(this, purpose);
  }
}
