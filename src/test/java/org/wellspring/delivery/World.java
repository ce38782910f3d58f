package org.wellspring.delivery;

import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongPredicate;
import org.wellspring.filter.Filter;
import org.wellspring.filter.FilterCompiler;
import org.wellspring.filter.xpath.XPathDialect;
import org.wellspring.log.MemoryEventLog;
import org.wellspring.metrics.Meters;
import org.wellspring.model.DeliveryMode;
import org.wellspring.model.EndReason;
import org.wellspring.model.Event;
import org.wellspring.model.LeaseWish;
import org.wellspring.model.LogPosition;
import org.wellspring.model.Principal;
import org.wellspring.model.SelectorSet;
import org.wellspring.model.StartAt;
import org.wellspring.model.Subscription;
import org.wellspring.model.SubscriptionId;
import org.wellspring.resource.ManagedResource;
import org.wellspring.resource.ResourceCatalogue;
import org.wellspring.subscription.GroupRange;
import org.wellspring.subscription.SubscribeRequest;
import org.wellspring.subscription.SubscriptionCodec;
import org.wellspring.subscription.SubscriptionLimits;
import org.wellspring.subscription.SubscriptionListener;
import org.wellspring.subscription.SubscriptionService;
import org.wellspring.subscription.SubscriptionVetting;
import org.wellspring.testing.Events;
import org.wellspring.testing.FlakyStore;
import org.wellspring.testing.InlineLane;
import org.wellspring.testing.PlainRenderer;
import org.wellspring.testing.ScriptedSink;
import org.wellspring.testing.Terms;
import org.wellspring.testing.VirtualTime;

/**
 * The real subscription service and delivery engine among publishers, subscribers and sinks that do
 * as a seed says. One thread, virtual time: the same seed is the same history.
 */
final class World {
  private static final int RETAINED = 60;
  private static final int MOST_SUBSCRIPTIONS = 8;

  final VirtualTime time = new VirtualTime();
  final MemoryEventLog log =
      new MemoryEventLog(
          new MemoryEventLog.Retention(RETAINED, Long.MAX_VALUE, Duration.ofDays(365)), time);
  final SubscriptionService service;

  private final Random random;
  private final FlakyStore store = new FlakyStore();
  private final ScriptedSink sink = new ScriptedSink();
  private final DeliveryEngine engine;
  private final List<Event> published = new ArrayList<>();
  private final Map<SubscriptionId, Track> tracks = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private boolean calm;
  private int made;

  World(long seed) {
    random = new Random(seed);
    sink.usually(message -> calm ? Optional.of(ScriptedSink.ACCEPT) : mood());
    engine =
        new DeliveryEngine(
            new DeliveryEngine.Parts(
                log,
                store,
                this::send,
                PlainRenderer::new,
                time,
                time,
                new Meters(),
                random,
                Bench.CONFIG,
                new InlineLane(),
                List.of(new InlineLane(), new InlineLane())));
    service = service();
    engine.start(service::end);
  }

  private SubscriptionService service() {
    ManagedResource fountains =
        new ManagedResource(
            "fountains",
            Events.FOUNTAINS,
            List.of("ResourceID"),
            Map.of(),
            Set.of(),
            Optional.empty());
    SubscriptionVetting vetting =
        new SubscriptionVetting(
            new ResourceCatalogue(List.of(fountains)),
            new FilterCompiler(List.of(new XPathDialect(1_000, 1_000))),
            address -> Optional.empty(),
            GroupRange.NONE);
    return new SubscriptionService(
        new SubscriptionService.Parts(
            new InlineLane(),
            log,
            store,
            new SubscriptionCodec(),
            vetting,
            new Watch(),
            time,
            time,
            new Meters(),
            () -> new SubscriptionId("s" + made++)),
        new SubscriptionLimits(
            Duration.ofDays(2), Duration.ofHours(1), 100, 100, Duration.ofMinutes(1)),
        GroupRange.NONE);
  }

  /** Between the service and the engine: knows what is over. */
  private final class Watch implements SubscriptionListener {
    @Override
    public void opened(Subscription subscription, Filter filter) {
      LongPredicate wants =
          position ->
              position >= subscription.start().value()
                  && position < published.size()
                  && subscription
                      .terms()
                      .selectors()
                      .covers(published.get((int) position).selectors())
                  && expected(subscription, position);
      tracks.put(
          subscription.id(),
          new Track(
              subscription.id(),
              subscription.terms().mode() instanceof DeliveryMode.Pull,
              subscription.start().value(),
              wants));
      engine.opened(subscription, filter);
    }

    @Override
    public void closed(Subscription subscription, EndReason reason, String text) {
      track(subscription.id()).ended = true;
      engine.closed(subscription, reason, text);
    }
  }

  /** The filters below, said in Java; an event's number is its position. */
  private static boolean expected(Subscription subscription, long position) {
    return switch (subscription.terms().filter().map(f -> f.text()).orElse("")) {
      case "/f:Usage[@n mod 3 = 0]" -> position % 3 == 0;
      case "/f:Usage[@n > 100]" -> position > 100;
      default -> true;
    };
  }

  Collection<Track> tracks() {
    return tracks.values();
  }

  List<String> problems() {
    return problems;
  }

  private Track track(SubscriptionId id) {
    return Optional.ofNullable(tracks.get(id)).orElseThrow();
  }

  private CompletableFuture<SinkAnswer> send(OutboundMessage message) {
    Track track = track(new SubscriptionId(message.messageId()));
    String text = ScriptedSink.text(message);
    if (text.startsWith("end:")) {
      return CompletableFuture.completedFuture(ScriptedSink.ACCEPT);
    }
    if (track.ended) {
      track.afterEnd.add(text);
    }
    track.inFlight++;
    return sink.send(message)
        .thenApply(
            answer -> {
              track.inFlight--;
              if (answer == ScriptedSink.ACCEPT && !text.equals("heartbeat")) {
                List.of(text.split(" ", -1)).forEach(word -> track.fresh.add(Track.Seen.of(word)));
              }
              return answer;
            });
  }

  private Optional<SinkAnswer> mood() {
    int dice = random.nextInt(100);
    if (dice < 70) {
      return Optional.of(ScriptedSink.ACCEPT);
    }
    if (dice < 80) {
      return Optional.empty(); // keeps us waiting
    }
    if (dice < 81) {
      return Optional.of(ScriptedSink.REFUSE);
    }
    return Optional.of(dice < 90 ? ScriptedSink.FAIL : busy());
  }

  private SinkAnswer busy() {
    return ScriptedSink.overloaded(Duration.ofSeconds(random.nextInt(20)));
  }

  void step() {
    int dice = random.nextInt(100);
    if (dice < 35) {
      publish(1 + random.nextInt(5));
    } else if (dice < 37) {
      publish(20 + random.nextInt(2 * RETAINED)); // more than is kept
    } else if (dice < 45) {
      subscribe();
    } else if (dice < 50) {
      renew();
    } else if (dice < 53) {
      unsubscribe();
    } else if (dice < 65) {
      pull();
    } else if (dice < 78) {
      release();
    } else if (dice < 80) {
      store.mood(random.nextBoolean() ? FlakyStore.Mood.FAILS : FlakyStore.Mood.WORKS);
    } else {
      time.advance(Duration.ofMillis(random.nextInt(20_000)));
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

  private void subscribe() {
    if (service.view().size() >= MOST_SUBSCRIPTIONS) {
      return;
    }
    Terms terms = new Terms().mode(anyMode()).startAt(anyStart());
    switch (random.nextInt(3)) {
      case 0 -> terms.xpath("/f:Usage[@n mod 3 = 0]");
      case 1 -> terms.xpath("/f:Usage[@n > 100]");
      default -> terms.selectors(random.nextBoolean() ? Events.NORTH : SelectorSet.NONE);
    }
    if (random.nextInt(3) == 0) {
      terms.heartbeat(Duration.ofSeconds(5 + random.nextInt(10)));
    }
    if (random.nextInt(4) == 0) {
      terms.retry(Duration.ofSeconds(1 + random.nextInt(5)), random.nextInt(6));
    }
    LeaseWish lease =
        new LeaseWish.For(Period.ZERO, Duration.ofSeconds(10 + random.nextInt(3_000)));
    ignore(service.subscribe(new SubscribeRequest(Principal.ANONYMOUS, terms.build(), lease)));
  }

  private DeliveryMode anyMode() {
    return switch (random.nextInt(4)) {
      case 0 -> new DeliveryMode.Push();
      case 1 -> new DeliveryMode.PushWithAck();
      case 2 -> new DeliveryMode.Pull();
      default ->
          new DeliveryMode.Batched(
              OptionalInt.of(1 + random.nextInt(12)),
              random.nextBoolean() ? OptionalLong.of(100) : OptionalLong.empty(),
              Optional.of(Duration.ofMillis(random.nextInt(3_000))),
              DeliveryMode.Acknowledgement.ACK);
    };
  }

  private StartAt anyStart() {
    return switch (random.nextInt(3)) {
      case 0 -> new StartAt.Earliest();
      case 1 -> new StartAt.After(new LogPosition(random.nextInt(published.size() + 1)));
      default -> new StartAt.Now();
    };
  }

  private void renew() {
    LeaseWish lease = new LeaseWish.For(Period.ZERO, Duration.ofSeconds(random.nextInt(1_000)));
    anyLive().ifPresent(s -> ignore(service.renew(Principal.ANONYMOUS, s.id(), lease)));
  }

  private void unsubscribe() {
    anyLive().ifPresent(s -> ignore(service.unsubscribe(Principal.ANONYMOUS, s.id())));
  }

  private Optional<Subscription> anyLive() {
    List<Subscription> live = service.view();
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
    ignore(engine.pull(track.id, request).whenComplete((batch, fault) -> pulled(track, batch)));
  }

  private void pulled(Track track, @org.jspecify.annotations.Nullable PullBatch batch) {
    track.pulling = false;
    if (batch == null) {
      return;
    }
    batch.items().forEach(item -> track.fresh.add(Track.Seen.of(item)));
    long kept = Math.max(track.covered, log.tail().value());
    long there = track.firstWanted(kept, log.head().value());
    if (batch.items().isEmpty() && there >= 0) {
      problems.add(track.id + ": came back empty although " + there + " is there");
    }
  }

  private void release() {
    if (sink.waiting() > 0) {
      sink.release(random.nextInt(3) == 0 ? ScriptedSink.TIME_OUT : ScriptedSink.ACCEPT);
    }
  }

  /** From here on everything works, and there is time enough for every retry. */
  void calmDown() {
    calm = true;
    store.mood(FlakyStore.Mood.WORKS);
    LeaseWish day = new LeaseWish.For(Period.ZERO, Duration.ofDays(1));
    service.view().forEach(s -> ignore(service.renew(Principal.ANONYMOUS, s.id(), day)));
    while (sink.waiting() > 0) {
      sink.release(ScriptedSink.ACCEPT);
    }
    time.advance(Duration.ofMinutes(5));
  }

  private static void ignore(CompletableFuture<?> answer) {
    var unused = answer.exceptionally(refused -> null);
  }
}
