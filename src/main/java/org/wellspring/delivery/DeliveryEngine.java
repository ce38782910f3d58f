package org.wellspring.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.filter.Filter;
import org.wellspring.filter.FilterIndex;
import org.wellspring.lane.Lane;
import org.wellspring.log.EventLog;
import org.wellspring.log.StateStore;
import org.wellspring.metrics.MeterName;
import org.wellspring.metrics.Meters;
import org.wellspring.model.DeliveryMode;
import org.wellspring.model.EndReason;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.LogPosition;
import org.wellspring.model.MulticastGroup;
import org.wellspring.model.Subscription;
import org.wellspring.model.SubscriptionId;
import org.wellspring.model.SubscriptionTerms;
import org.wellspring.subscription.SubscriptionListener;
import org.wellspring.time.TimeSource;
import org.wellspring.time.TimerKey;
import org.wellspring.time.Timers;

/**
 * Opens and closes the session of each subscription, and gives pulls to theirs. Sessions are spread
 * over shards: those that send over HTTP live where their sink's connections do.
 *
 * <p>{@link #opened} and {@link #closed} are called on the subscription lane; {@link #pull} from
 * any thread.
 */
public final class DeliveryEngine implements SubscriptionListener {
  private static final int SHARED_PIECES = 16;
  private static final Duration CHECKPOINT = Duration.ofMinutes(1);
  private static final Logger log = LoggerFactory.getLogger(DeliveryEngine.class);

  /** What the engine works with. */
  public record Parts(
      EventLog eventLog,
      StateStore store,
      Sender sender,
      RendererFactory renderers,
      TimeSource time,
      Timers timers,
      Meters meters,
      RandomGenerator random,
      DeliveryConfig config,
      Lane dispatchLane,
      List<Lane> shards) {}

  private record Opened(Subscription subscription, Filter filter, Session session) {}

  /**
   * One session for all leases on a group. The leases are changed on the subscription lane, and
   * read on the session's shard when it cannot go on: then all of them end.
   */
  private record SharedGroup(Opened opened, Set<SubscriptionId> leases) {}

  private final Parts parts;
  private final FilterIndex<Session> index = new FilterIndex<>();
  private final ConcurrentMap<SubscriptionId, Opened> sessions = new ConcurrentHashMap<>();
  private final Taps taps = new Taps();
  private final Map<MulticastGroup, SharedGroup> groups = new HashMap<>();
  private final Set<CompletableFuture<?>> notices = ConcurrentHashMap.newKeySet();
  private final Dispatcher dispatcher;
  private final Cursors cursors;

  /** By shard, and used on it only. */
  private final Map<Lane, SessionParts> shared = new IdentityHashMap<>();

  private Ending ending = (id, reason, text) -> {};

  /** Whom all but the sessions of groups answer to. */
  private final SessionOwner owner =
      new SessionOwner() {
        @Override
        public void reached(SubscriptionId id, LogPosition next) {
          cursors.moved(id, next);
        }

        @Override
        public void end(SubscriptionId id, EndReason reason, String text) {
          ending.end(id, reason, text);
        }
      };

  public DeliveryEngine(Parts parts) {
    this.parts = parts;
    parts.meters.gauge(MeterName.FILTERS, () -> index.size().filters());
    parts.meters.gauge(MeterName.FILTERS_UNINDEXED, () -> index.size().unindexed());
    this.dispatcher = new Dispatcher(parts.eventLog, index, parts.dispatchLane);
    this.cursors = new Cursors(parts.store, parts.timers, parts.config.cursorInterval());
    FlowLimits flow = parts.config.flow();
    InFlight inFlight = new InFlight(flow.inFlightOctets(), parts.meters);
    double pace = (double) flow.catchUpPerSecond() / parts.shards.size();
    Map<String, ModeMeters> byMode = new HashMap<>();
    for (String mode : DeliveryMode.LABELS) {
      byMode.put(mode, ModeMeters.of(parts.meters, mode));
    }
    parts.shards.forEach(shard -> shared.put(shard, shared(inFlight, pace, Map.copyOf(byMode))));
  }

  private SessionParts shared(InFlight inFlight, double pace, Map<String, ModeMeters> byMode) {
    return new SessionParts(
        parts.eventLog,
        new SharedReads(parts.eventLog, SHARED_PIECES),
        new Excerpts(),
        new CatchUpPace(parts.time, parts.meters, pace),
        parts.sender,
        inFlight,
        parts.time,
        parts.timers,
        parts.meters,
        byMode,
        new Backoff(parts.config.firstBackoff(), parts.config.maxBackoff(), parts.random),
        parts.config);
  }

  /** Where sessions report that they cannot go on. */
  public interface Ending {
    void end(SubscriptionId id, EndReason reason, String text);
  }

  /** Begins to dispatch. Call once, after wiring and before the first subscription. */
  public void start(Ending where) {
    ending = where;
    dispatcher.start();
    armCheckpoint();
  }

  /**
   * Now and then also for those whom nothing is sent: else retention would seem to overtake them.
   */
  private void armCheckpoint() {
    parts.timers.arm(
        new TimerKey(this, "checkpoint"),
        CHECKPOINT,
        () -> {
          dispatcher.checkpoint();
          armCheckpoint();
        });
  }

  /** Lets all sessions come to rest, for the server's stop; complete when they have. */
  public CompletableFuture<Void> rest() {
    List<CompletableFuture<Void>> resting = new ArrayList<>();
    index.forEach(
        session -> {
          CompletableFuture<Void> rested = new CompletableFuture<>();
          resting.add(rested);
          session
              .shard()
              .post(
                  () -> {
                    session.rest();
                    rested.complete(null);
                  });
        });
    return CompletableFuture.allOf(resting.toArray(CompletableFuture<?>[]::new));
  }

  /** Records how far all have come; complete when durable. For an orderly stop. */
  public CompletableFuture<Void> recordCursors() {
    return cursors.flush();
  }

  @Override
  public void opened(Subscription subscription, Filter filter) {
    if (subscription.group().isPresent()) {
      joinGroup(subscription, subscription.group().get(), filter);
      return;
    }
    SubscriptionTerms terms = subscription.terms();
    Filter kept = index.shared(terms.resource(), terms.selectors(), terms.filter(), filter);
    Opened opened = new Opened(subscription, kept, session(subscription, kept, owner));
    sessions.put(subscription.id(), opened);
    begin(opened);
  }

  private void begin(Opened opened) {
    Subscription s = opened.subscription;
    index.add(
        s.terms().resource(),
        s.terms().selectors(),
        s.terms().filter(),
        opened.filter,
        opened.session);
    opened.session.shard().post(opened.session::open);
  }

  private void joinGroup(Subscription subscription, MulticastGroup group, Filter filter) {
    SharedGroup shared = groups.get(group);
    if (shared != null) {
      shared.leases.add(subscription.id());
      return;
    }
    Set<SubscriptionId> leases = new CopyOnWriteArraySet<>(List.of(subscription.id()));
    Opened opened =
        new Opened(subscription, filter, session(subscription, filter, new GroupOwner(leases)));
    groups.put(group, new SharedGroup(opened, leases));
    begin(opened);
  }

  /** What happens to the group's session happens to all leases on the group. */
  private final class GroupOwner implements SessionOwner {
    private final Set<SubscriptionId> leases;

    GroupOwner(Set<SubscriptionId> leases) {
      this.leases = leases;
    }

    @Override
    public void reached(SubscriptionId first, LogPosition next) {
      leases.forEach(id -> cursors.moved(id, next));
    }

    @Override
    public void end(SubscriptionId first, EndReason reason, String text) {
      leases.forEach(id -> ending.end(id, reason, text));
    }
  }

  private Session session(Subscription subscription, Filter filter, SessionOwner whose) {
    Lane shard = shardFor(subscription);
    return subscription
        .terms()
        .mode()
        .accept(
            new SessionChoice(
                sharedOf(shard),
                whose,
                subscription,
                filter,
                shard,
                parts.renderers.rendererFor(subscription)));
  }

  /** Where its messages are handled, if the sender has a place for them; else by the id. */
  private Lane shardFor(Subscription subscription) {
    return subscription
        .group()
        .map(MulticastGroup::uri)
        .or(() -> subscription.terms().notifyTo().map(EndpointReference::address))
        .flatMap(parts.sender::laneOf)
        .filter(shared::containsKey)
        .orElseGet(
            () ->
                parts.shards.get(Math.floorMod(subscription.id().hashCode(), parts.shards.size())));
  }

  private SessionParts sharedOf(Lane shard) {
    return Objects.requireNonNull(shared.get(shard));
  }

  @Override
  public void closed(Subscription subscription, EndReason reason, String text) {
    if (subscription.group().isPresent()) {
      leaveGroup(subscription.group().get(), subscription.id());
    } else {
      Opened opened = sessions.remove(subscription.id());
      if (opened != null) {
        finish(opened);
        taps.closeAll(subscription.id());
      }
    }
    cursors.ended(subscription.id());
    if (reason.owesNotice()) {
      notifyEnd(subscription, reason, text);
    }
  }

  private void leaveGroup(MulticastGroup group, SubscriptionId lease) {
    SharedGroup shared = groups.get(group);
    if (shared != null && shared.leases.remove(lease) && shared.leases.isEmpty()) {
      groups.remove(group);
      finish(shared.opened);
    }
  }

  private void finish(Opened opened) {
    Subscription s = opened.subscription;
    index.remove(s.terms().resource(), s.terms().selectors(), s.terms().filter(), opened.session);
    opened.session.shard().post(opened.session::close);
  }

  /** Best effort, once: WS-Eventing 2004/08 §3.5. */
  private void notifyEnd(Subscription subscription, EndReason reason, String text) {
    parts
        .renderers
        .rendererFor(subscription)
        .ended(reason, text)
        .ifPresent(
            message -> {
              CompletableFuture<Void> told =
                  parts
                      .sender
                      .send(message)
                      .thenAccept(
                          answer ->
                              log.info(
                                  "delivery.end-notice id={} reason={} answer={}",
                                  subscription.id(),
                                  reason,
                                  describe(answer)));
              notices.add(told);
              var unused = told.whenComplete((done, failure) -> notices.remove(told));
            });
  }

  /** Completes when the end notices that are under way now have been answered or given up. */
  public CompletableFuture<Void> notices() {
    return CompletableFuture.allOf(notices.toArray(CompletableFuture<?>[]::new));
  }

  private static String describe(SinkAnswer answer) {
    return answer instanceof SinkAnswer.Answered answered
        ? "HTTP " + answered.status()
        : answer.toString();
  }

  /**
   * Reads along with a subscription, whatever its mode; not with one of a multicast group.
   *
   * @param from where to begin
   * @return empty when the subscription is over
   */
  public Optional<Tap> tap(SubscriptionId id, LogPosition from) {
    Opened main = sessions.get(id);
    if (main == null) {
      return Optional.empty();
    }
    Subscription reader = main.subscription.withStart(from);
    Lane shard = main.session.shard();
    PullSession session =
        new PullSession(
            sharedOf(shard),
            owner,
            reader,
            main.filter,
            shard,
            parts.renderers.rendererFor(reader));
    EngineTap tap = new EngineTap(new Opened(reader, main.filter, session), session);
    taps.add(id, tap);
    begin(tap.opened);
    if (sessions.get(id) != main) { // ended in the meantime, and may not have seen this one
      tap.close();
    }
    return Optional.of(tap);
  }

  private final class EngineTap implements Tap {
    private final Opened opened;
    private final PullSession session;

    EngineTap(Opened opened, PullSession session) {
      this.opened = opened;
      this.session = session;
    }

    @Override
    public CompletableFuture<PullBatch> pull(PullRequest request) {
      CompletableFuture<PullBatch> answer = new CompletableFuture<>();
      session.shard().post(() -> session.pull(request, answer));
      return answer;
    }

    @Override
    public void close() {
      taps.remove(opened.subscription.id(), this);
      finish(opened);
    }
  }

  /** Collects events of a Pull subscription; the fault says so when it is none. */
  public CompletableFuture<PullBatch> pull(SubscriptionId id, PullRequest request) {
    CompletableFuture<PullBatch> answer = new CompletableFuture<>();
    Opened opened = sessions.get(id);
    if (opened == null || !(opened.session instanceof PullSession session)) {
      answer.completeExceptionally(PullSession.over());
      return answer;
    }
    session.shard().post(() -> session.pull(request, answer));
    return answer;
  }
}
