package org.wellspring.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wellspring.filter.Filter;
import org.wellspring.log.MemoryEventLog;
import org.wellspring.model.Bytes;
import org.wellspring.model.DeliveryMode;
import org.wellspring.model.EndReason;
import org.wellspring.model.Event;
import org.wellspring.model.LeaseWish;
import org.wellspring.model.LogPosition;
import org.wellspring.model.Principal;
import org.wellspring.model.SelectorSet;
import org.wellspring.model.Subscription;
import org.wellspring.model.SubscriptionId;
import org.wellspring.subscription.CursorRecords;
import org.wellspring.subscription.SubscribeRequest;
import org.wellspring.subscription.SubscriptionListener;
import org.wellspring.testing.Events;
import org.wellspring.testing.FlakyStore;
import org.wellspring.testing.ScriptedSink;
import org.wellspring.testing.VirtualTime;

/**
 * The real subscription service and delivery engine among publishers, subscribers and sinks that do
 * as a seed says. Now and then the server stops or is killed, and another one goes on with its log
 * and store. One thread, virtual time: the same seed is the same history.
 */
final class World {
  private static final int RETAINED = 60;
  private static final int MOST_SUBSCRIPTIONS = 8;

  /** Wait before the service tries an end again that the store did not take, and a little. */
  private static final Duration END_AGAIN = Duration.ofSeconds(6);

  /** What the store did not take is tried again after as long. */
  private static final Duration RECORDED_AFTER = Bench.CONFIG.cursorInterval().multipliedBy(2);

  final VirtualTime time = new VirtualTime();
  final MemoryEventLog log =
      new MemoryEventLog(
          new MemoryEventLog.Retention(RETAINED, Long.MAX_VALUE, Duration.ofDays(365)), time);

  private final Random random;
  private final Wishes wishes;
  private final FlakyStore store = new FlakyStore();
  private final ScriptedSink sink = new ScriptedSink();
  private final Incarnation.Around around;
  private final List<Event> published = new ArrayList<>();
  private final Map<SubscriptionId, Track> tracks = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private Incarnation server;
  private Instant lastTrouble = VirtualTime.START;
  private boolean calm;
  private int made;

  World(long seed) {
    random = new Random(seed);
    wishes = new Wishes(random);
    sink.usually(message -> calm ? Optional.of(ScriptedSink.ACCEPT) : mood());
    around =
        new Incarnation.Around(
            time,
            log,
            store,
            this::send,
            random,
            config(random),
            () -> new SubscriptionId("s" + made++));
    server = new Incarnation(around, Watch::new);
    server.start();
  }

  /** Every third world is a narrow one: bounds in octets that a few messages reach. */
  private static DeliveryConfig config(Random random) {
    return random.nextInt(3) > 0
        ? Bench.CONFIG
        : Bench.CONFIG.withFlow(
            new FlowLimits(
                1 + random.nextInt(400), 1 + random.nextInt(600), 2_000 + random.nextInt(20_000)));
  }

  /** Between the service and the engine: knows what is over. */
  private final class Watch implements SubscriptionListener {
    private final DeliveryEngine engine;

    Watch(DeliveryEngine engine) {
      this.engine = engine;
    }

    @Override
    public void opened(Subscription subscription, Filter filter) {
      tracks.computeIfAbsent(subscription.id(), id -> track(subscription));
      engine.opened(subscription, filter);
    }

    @Override
    public void closed(Subscription subscription, EndReason reason, String text) {
      find(subscription.id()).ended = true;
      if (reason == EndReason.EXPIRED && !subscription.lease().isOver(time.wallClock())) {
        problems.add(subscription.id() + ": expired before its time");
      }
      engine.closed(subscription, reason, text);
    }
  }

  private Track track(Subscription made) {
    Track track =
        new Track(
            made.id(),
            made.terms().mode() instanceof DeliveryMode.Pull,
            made.start().value(),
            position -> matches(made, position));
    track.leases.add(made.lease().expiresAt());
    if (made.createdAt().isBefore(time.wallClock())) {
      // recorded in the last moment of an earlier server: this may be the grace already
      track.leases.add(made.createdAt());
    }
    return track;
  }

  private boolean matches(Subscription subscription, long position) {
    return position >= subscription.start().value()
        && position < published.size()
        && subscription.terms().selectors().covers(published.get((int) position).selectors())
        && Wishes.filterSelects(subscription, position);
  }

  Collection<Track> tracks() {
    return tracks.values();
  }

  List<String> problems() {
    return problems;
  }

  List<Subscription> live() {
    return server.service.view();
  }

  /** Whether the store has taken everything for so long that nothing is tried again any more. */
  boolean storeIsGood() {
    return store.works() && lastTrouble.plus(END_AGAIN).isBefore(time.wallClock());
  }

  private Track find(SubscriptionId id) {
    return Optional.ofNullable(tracks.get(id)).orElseThrow();
  }

  private CompletableFuture<SinkAnswer> send(OutboundMessage message) {
    Track track = find(new SubscriptionId(message.messageId()));
    String text = ScriptedSink.text(message);
    if (text.startsWith("end:")) {
      return CompletableFuture.completedFuture(ScriptedSink.ACCEPT);
    }
    if (track.ended) {
      track.afterEnd.add(text);
    }
    if (track.owed != null && !track.owed.equals(text)) {
      problems.add(track.id + ": sent " + text + " while " + track.owed + " was not accepted");
    }
    track.owed = text;
    track.inFlight++;
    Incarnation from = server;
    return sink.send(message).thenApply(answer -> answered(from, track, text, answer));
  }

  private SinkAnswer answered(Incarnation from, Track track, String text, SinkAnswer answer) {
    if (from == server) { // else what became of the message was decided when its server ended
      track.inFlight--;
      if (answer == ScriptedSink.ACCEPT) {
        track.owed = null;
        track.accepted(text);
      }
    }
    return answer;
  }

  private Optional<SinkAnswer> mood() {
    int dice = random.nextInt(100);
    if (dice < 70) {
      return Optional.of(ScriptedSink.ACCEPT);
    }
    if (dice < 79) {
      return Optional.empty(); // keeps us waiting
    }
    return Optional.of(
        switch (dice) {
          case 79 -> ScriptedSink.REFUSE;
          case 80, 81, 82 -> ScriptedSink.RESET;
          case 83, 84, 85 -> ScriptedSink.HALF_ANSWER;
          case 86, 87, 88 -> ScriptedSink.WRONG_ACK;
          case 89, 90, 91, 92 -> ScriptedSink.FAIL;
          default -> ScriptedSink.overloaded(Duration.ofSeconds(random.nextInt(20)));
        });
  }

  void step() {
    int dice = random.nextInt(100);
    if (dice < 35) {
      publish(1 + random.nextInt(5));
    } else if (dice < 37) {
      publish(20 + random.nextInt(2 * RETAINED)); // more than is kept
    } else if (dice < 45) {
      subscribe();
    } else if (dice < 49) {
      renew();
    } else if (dice < 52) {
      unsubscribe();
    } else if (dice < 63) {
      pull();
    } else if (dice < 76) {
      release();
    } else if (dice < 78) {
      changeStore();
    } else if (dice < 80) {
      restart();
    } else {
      time.advance(Duration.ofMillis(random.nextInt(20_000)));
    }
    if (!store.works()) {
      lastTrouble = time.wallClock();
    }
  }

  private void publish(int count) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SelectorSet where = random.nextBoolean() ? Events.NORTH : Events.SOUTH;
      Event event = Events.numbered(published.size(), where);
      published.add(event);
      events.add(event);
    }
    log.append(events).join();
  }

  private void changeStore() {
    store.settle();
    store.mood(
        switch (random.nextInt(4)) {
          case 0 -> FlakyStore.Mood.FAILS;
          case 1 -> FlakyStore.Mood.SLOW;
          default -> FlakyStore.Mood.WORKS;
        });
  }

  private void subscribe() {
    if (live().size() >= MOST_SUBSCRIPTIONS) {
      return;
    }
    ignore(
        server.service.subscribe(
            new SubscribeRequest(
                Principal.ANONYMOUS,
                wishes.terms(published.size()).build(),
                wishes.lease(10, 3_000))));
  }

  private void renew() {
    anyLive().ifPresent(s -> renew(s, wishes.lease(1, 1_000)));
  }

  /** Until it is answered, the lease on record may be this one or the one before. */
  private void renew(Subscription subscription, LeaseWish.For wish) {
    Track track = find(subscription.id());
    Instant asked = wish.after(time.wallClock());
    boolean other = track.leases.add(asked);
    ignore(
        server
            .service
            .renew(Principal.ANONYMOUS, subscription.id(), wish)
            .whenComplete((renewed, refused) -> renewed(track, asked, other, renewed)));
  }

  private void renewed(Track track, Instant asked, boolean other, @Nullable Subscription renewed) {
    if (renewed != null) {
      track.leases.clear();
      track.leases.add(renewed.lease().expiresAt());
    } else if (other) {
      track.leases.remove(asked);
    }
  }

  private void unsubscribe() {
    anyLive().ifPresent(s -> ignore(server.service.unsubscribe(Principal.ANONYMOUS, s.id())));
  }

  private Optional<Subscription> anyLive() {
    List<Subscription> live = live();
    return live.isEmpty() ? Optional.empty() : Optional.of(live.get(random.nextInt(live.size())));
  }

  /** With the context of the last answer, or now and then an older one. */
  private void pull() {
    List<Track> collecting =
        tracks.values().stream().filter(t -> t.collects && !t.ended && !t.pulling).toList();
    if (collecting.isEmpty()) {
      return;
    }
    Track track = collecting.get(random.nextInt(collecting.size()));
    if (random.nextInt(4) == 0) {
      track.covered -= random.nextLong(track.covered - track.start + 1);
    }
    long from = track.covered;
    track.pulling = true;
    PullRequest request =
        new PullRequest(
            new LogPosition(from),
            1 + random.nextInt(10),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Duration.ofSeconds(random.nextInt(30)));
    ignore(
        server.engine.pull(track.id, request).whenComplete((batch, fault) -> pulled(track, batch)));
  }

  private void pulled(Track track, @Nullable PullBatch batch) {
    track.pulling = false;
    if (batch == null) {
      return;
    }
    batch.items().forEach(item -> track.fresh.add(Track.Seen.of(item)));
    long kept = Math.max(track.covered, log.tail().value());
    long there = track.firstWanted(kept, log.head().value());
    boolean atOnce = around.config().flow().catchUpPerSecond() == 0; // else it may take longer
    if (batch.items().isEmpty() && there >= 0 && atOnce) {
      problems.add(track.id + ": came back empty although " + there + " is there");
    }
  }

  private void release() {
    if (sink.waiting() > 0) {
      sink.release(random.nextInt(3) == 0 ? ScriptedSink.TIME_OUT : ScriptedSink.ACCEPT);
    }
  }

  /** Killed or stopped in order; another server goes on after a while. */
  private void restart() {
    boolean killed = random.nextBoolean();
    Set<String> undecided = killed ? kill() : stop();
    time.dropTimers();
    Set<SubscriptionId> before =
        tracks.values().stream().filter(t -> !t.ended).map(t -> t.id).collect(Collectors.toSet());
    arrivedAllTheSame();
    Invariants.check(this);
    for (Track track : tracks.values()) {
      if (!track.ended) {
        goOn(track);
      }
    }
    time.advance(Duration.ofSeconds(random.nextInt(4) == 0 ? random.nextInt(4_000) : 2));
    server = new Incarnation(around, Watch::new);
    server.start();
    checkWhoIsBack(before, undecided);
  }

  /** Keys of records that were under way and may be there or not. */
  private Set<String> kill() {
    server.die();
    return store.crash(store.heldUp() == 0 ? 0 : random.nextInt(store.heldUp() + 1));
  }

  private Set<String> stop() {
    store.settle();
    server.stop();
    for (Track track : tracks.values()) {
      if (!track.ended && !track.collects) {
        assertThat(track.firstWanted(cursor(track), coveredNow(track)))
            .as("%s: recorded by an orderly stop", track.id)
            .isEqualTo(-1);
      }
    }
    return Set.of();
  }

  private static long coveredNow(Track track) {
    return track.fresh.isEmpty() ? track.covered : track.fresh.get(track.fresh.size() - 1).to() + 1;
  }

  /** Of what was in flight, some has come to the sink, though nobody was there for the answer. */
  private void arrivedAllTheSame() {
    for (Track track : tracks.values()) {
      String text = track.owed;
      if (!track.ended && track.inFlight > 0 && text != null && random.nextBoolean()) {
        track.accepted(text);
      }
    }
  }

  private void goOn(Track track) {
    if (track.collects) {
      track.goOnFrom(track.covered); // the client has its context
      return;
    }
    long cursor = cursor(track);
    assertThat(track.firstWanted(track.covered, cursor))
        .as("%s: on record as delivered, though it was not", track.id)
        .isEqualTo(-1);
    Instant recorded = time.wallClock().minus(RECORDED_AFTER);
    if (lastTrouble.isBefore(recorded)) {
      long must = track.coveredBetween(VirtualTime.START, recorded);
      assertThat(track.firstWanted(cursor, must))
          .as("%s: delivered, and not recorded in time", track.id)
          .isEqualTo(-1);
    }
    track.goOnFrom(cursor);
  }

  private long cursor(Track track) {
    Bytes record = store.load(CursorRecords.key(track.id)).get(CursorRecords.key(track.id));
    return record == null ? track.start : Long.parseLong(record.utf8());
  }

  private void checkWhoIsBack(Set<SubscriptionId> before, Set<String> undecided) {
    Map<SubscriptionId, Subscription> back =
        live().stream().collect(Collectors.toMap(Subscription::id, s -> s));
    Set<SubscriptionId> missing = new HashSet<>(before);
    missing.removeAll(back.keySet());
    missing.removeIf(id -> find(id).ended); // at once, for a refusal for example
    missing.removeIf(id -> undecided.contains("subscription/" + id.value()));
    assertThat(missing).as("nobody ended them").isEmpty();
    for (SubscriptionId id : before) {
      find(id).ended |= !back.containsKey(id);
    }
    back.values().forEach(this::checkLease);
  }

  /** By the wall clock; one that ran out meanwhile gets the grace. */
  private void checkLease(Subscription subscription) {
    Track track = find(subscription.id());
    assertThat(track.ended).as("%s: back after its end", track.id).isFalse();
    Instant now = time.wallClock();
    Instant lease = subscription.lease().expiresAt();
    boolean ranOut = track.leases.stream().anyMatch(recorded -> !recorded.isAfter(now));
    assertThat(
            track.leases.contains(lease) || (ranOut && lease.equals(now.plus(Incarnation.GRACE))))
        .as(
            "%s: lease until %s, on record was one of %s, now %s",
            track.id, lease, track.leases, now)
        .isTrue();
  }

  /** From here on everything works, and there is time enough for every retry. */
  void calmDown() {
    calm = true;
    store.settle();
    live().forEach(s -> renew(s, wishes.lease(80_000, 80_001)));
    while (sink.waiting() > 0) {
      sink.release(ScriptedSink.ACCEPT);
    }
    time.advance(Duration.ofMinutes(5));
  }

  private static void ignore(CompletableFuture<?> answer) {
    var unused = answer.exceptionally(refused -> null);
  }
}
