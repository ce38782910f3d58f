package org.wellspring.server.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;
import org.wellspring.client.BatchLimits;
import org.wellspring.client.ClientSettings;
import org.wellspring.client.Mode;
import org.wellspring.client.SoapFault;
import org.wellspring.client.SubscribeOptions;
import org.wellspring.client.SubscriptionHandle;
import org.wellspring.client.WsmanClient;
import org.wellspring.model.EndpointReference;
import org.wellspring.time.TimeSource;

/**
 * A server under load that is killed at random moments and started again: subscribers of all modes
 * that are kept, publishers, and someone who changes leases all the time. At the end everything is
 * compared with what was acknowledged.
 */
final class CrashHarness implements AutoCloseable {
  private static final int PUBLISHERS = 3;
  private static final Duration DRAINED = Duration.ofSeconds(60);

  /** One subscriber: what it asked for, what it got. */
  private record Subscriber(
      String name, Wanted wanted, SubscriptionHandle handle, Optional<PushedTo> sink) {}

  /** What was seen. */
  record Report(
      int kills,
      int killedWhileStarting,
      int events,
      int acknowledged,
      int subscriptions,
      int repeated,
      List<Duration> starts) {
    @Override
    public String toString() {
      List<Duration> sorted = starts.stream().sorted().toList();
      return "kills="
          + kills
          + " (while starting: "
          + killedWhileStarting
          + ") events="
          + events
          + " acknowledged="
          + acknowledged
          + " subscriptions="
          + subscriptions
          + " repeated-deliveries="
          + repeated
          + " starts: median="
          + sorted.get(sorted.size() / 2).toMillis()
          + "ms longest="
          + sorted.get(sorted.size() - 1).toMillis()
          + "ms";
    }
  }

  private final TimeSource time;
  private final SplittableRandom random;
  private final RestartableServer server;
  private final ClientSettings settings;
  private final WsmanClient client;
  private final Instant leaseEnd;
  private final List<Subscriber> subscribers = new ArrayList<>();
  private final List<Publisher> publishers = new ArrayList<>();
  private final List<Duration> starts = new ArrayList<>();
  private final LeaseChanges leases;
  private final Puller puller;
  private int kills;
  private int killedWhileStarting;

  CrashHarness(Path folder, long seed, TimeSource time) throws Exception {
    this.time = time;
    this.random = new SplittableRandom(seed);
    this.leaseEnd = time.wallClock().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(3));
    long begin = time.monotonicNanos();
    this.server =
        new RestartableServer(
            folder,
            "-Xmx256m",
            "delivery.first-backoff=50ms",
            "delivery.max-backoff=500ms",
            "trap.enabled=false");
    URI wsman = server.base().resolve("/wsman");
    this.settings = ClientSettings.of(wsman).with(Duration.ofSeconds(10));
    this.client = new WsmanClient(settings);
    try {
      server.awaitReady();
      noteStart(begin);
      Subscriber pull = subscribeAll();
      this.puller = new Puller(client, pull.handle());
      this.leases = new LeaseChanges(client, time.wallClock());
      for (int n = 0; n < PUBLISHERS; n++) {
        publishers.add(new Publisher(n, settings, random.split()));
      }
    } catch (Exception | Error e) {
      close();
      throw e;
    }
  }

  private Subscriber subscribeAll() throws Exception {
    for (Wanted wanted : List.of(Wanted.ALL, Wanted.NORTH, Wanted.THIRDS)) {
      for (Mode mode : List.of(Mode.PUSH, Mode.PUSH_WITH_ACK, Mode.BATCHED)) {
        subscribe(mode, wanted);
      }
    }
    return subscribe(Mode.PULL, Wanted.ALL);
  }

  private Subscriber subscribe(Mode mode, Wanted wanted) throws Exception {
    SubscribeOptions.Builder options = SubscribeOptions.of(mode).expires(leaseEnd.toString());
    Optional<PushedTo> sink = Optional.empty();
    if (mode.needsNotifyTo()) {
      PushedTo opened = new PushedTo();
      sink = Optional.of(opened);
      EndpointReference address = EndpointReference.to(opened.address());
      options.notifyTo(address).endTo(address);
    }
    if (mode == Mode.BATCHED) {
      options.batch(batches());
    }
    wanted.filter().ifPresent(options::filter);
    SubscriptionHandle handle =
        client.subscribe(client.resource(Fountains.URI, wanted.selectors()), options.build());
    Subscriber subscriber =
        new Subscriber(
            mode + " " + wanted.xpath().orElse("" + wanted.selectors()), wanted, handle, sink);
    subscribers.add(subscriber);
    return subscriber;
  }

  private static BatchLimits batches() {
    return new BatchLimits(
        OptionalInt.of(25), java.util.OptionalLong.empty(), Optional.of(Duration.ofMillis(100)));
  }

  /** Runs for a while, kills, starts again; one time in five it is killed once more on its way. */
  void round() throws Exception {
    server.runFor(Duration.ofMillis(200 + random.nextInt(1_800)));
    kill();
    if (random.nextInt(5) == 0) {
      server.start();
      server.runFor(Duration.ofMillis(300 + random.nextInt(1_500)));
      killedWhileStarting++;
      kill();
    }
    long begin = time.monotonicNanos();
    server.start();
    server.awaitReady();
    noteStart(begin);
  }

  private void kill() throws InterruptedException {
    server.kill();
    kills++;
  }

  private void noteStart(long begin) {
    starts.add(Duration.ofNanos(time.monotonicNanos() - begin));
  }

  /** Ends the load, waits until everything has arrived, and checks. */
  Report finish() throws Exception {
    List<Publisher.Batch> batches = new ArrayList<>();
    List<List<Publisher.Batch>> byPublisher = new ArrayList<>();
    for (Publisher publisher : publishers) {
      List<Publisher.Batch> posted = publisher.finish();
      byPublisher.add(posted);
      batches.addAll(posted);
    }
    leases.finish();
    awaitQuiet();
    puller.finish();

    DeliveredCheck check = new DeliveredCheck(came(subscribers.get(0)));
    int acknowledged = byPublisher.stream().mapToInt(check::acknowledgedAreThere).sum();
    check.onlyPublished(batches);
    int repeated = 0;
    for (Subscriber subscriber : subscribers) {
      int runs = subscriber.sink().isPresent() ? kills : 0; // a Pull's context is exact
      repeated += check.inOrder(subscriber.name(), subscriber.wanted(), came(subscriber), runs);
      subscriber
          .sink()
          .ifPresent(sink -> assertThat(sink.others()).as(subscriber.name()).isEmpty());
      assertThat(client.status(subscriber.handle().manager()))
          .as("lease of %s", subscriber.name())
          .isEqualTo(subscriber.handle().expires());
    }
    assertThat(puller.faults()).isEmpty();
    checkLeases();
    return new Report(
        kills,
        killedWhileStarting,
        check.events(),
        acknowledged,
        subscribers.size() + leases.live().size(),
        repeated,
        starts);
  }

  private List<Integer> came(Subscriber subscriber) {
    return subscriber.sink().map(PushedTo::volumes).orElseGet(puller::volumes);
  }

  /** Nothing more came to anybody for two seconds. */
  private void awaitQuiet() {
    int[] seen = {-1};
    Awaitility.await()
        .atMost(DRAINED)
        .pollInterval(Duration.ofSeconds(2))
        .until(
            () -> {
              int before = seen[0];
              seen[0] =
                  subscribers.stream()
                      .mapToInt(s -> s.sink().map(PushedTo::count).orElseGet(puller::count))
                      .sum();
              return seen[0] == before;
            });
  }

  private void checkLeases() throws Exception {
    assertThat(leases.live()).isNotEmpty();
    assertThat(leases.gone()).isNotEmpty();
    for (LeaseChanges.Known known : leases.live()) {
      Optional<String> now = client.status(known.handle().manager());
      known.expires().ifPresent(granted -> assertThat(now).hasValue(granted));
    }
    for (SubscriptionHandle gone : leases.gone()) {
      assertThatThrownBy(() -> client.status(gone.manager()))
          .as("unsubscribed %s", gone.id())
          .isInstanceOf(SoapFault.class);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    subscribers.forEach(subscriber -> subscriber.sink().ifPresent(PushedTo::close));
  }
}
