package org.wellspring.server.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.wellspring.log.EventLog;
import org.wellspring.log.StateStore;
import org.wellspring.log.rocks.RocksSettings;
import org.wellspring.log.rocks.RocksStorage;
import org.wellspring.model.DeliveryMode;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.Event;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.Lease;
import org.wellspring.model.LogPosition;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SelectorSet;
import org.wellspring.model.StartAt;
import org.wellspring.model.Subscription;
import org.wellspring.model.SubscriptionId;
import org.wellspring.model.SubscriptionTerms;
import org.wellspring.subscription.CursorRecords;
import org.wellspring.subscription.SubscriptionCodec;
import org.wellspring.time.SystemTime;
import org.wellspring.xml.XmlElement;

/**
 * A program: how long a server takes to be ready with much to bring back. Arguments: a folder,
 * subscriptions, events.
 */
final class RecoveryTime {
  private static final int BATCH = 1_000;

  private RecoveryTime() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    int subscriptions = Integer.parseInt(arguments[1]);
    int events = Integer.parseInt(arguments[2]);
    try (SystemTime time = new SystemTime()) {
      if (!Files.exists(folder.resolve("data"))) {
        fill(folder.resolve("data"), subscriptions, events, time);
      }
      for (int run = 0; run < 3; run++) {
        long begin = time.monotonicNanos();
        try (RestartableServer server =
            new RestartableServer(
                folder,
                "-Xmx1g",
                "log.retention.events=" + 2L * events,
                "subscription.max-total=" + 2 * subscriptions)) {
          server.awaitReady();
          Duration took = Duration.ofNanos(time.monotonicNanos() - begin);
          System.out.println("ready after " + took.toMillis() + " ms");
          server.kill();
        }
      }
    }
  }

  private static void fill(Path data, int subscriptions, int events, SystemTime time)
      throws IOException {
    try (RocksStorage storage =
        RocksStorage.open(data, RocksSettings.DEFAULTS, time, time, (what, cause) -> {})) {
      EventLog log = storage.eventLog();
      for (int first = 0; first < events; first += BATCH) {
        List<Event> batch = new ArrayList<>();
        for (int n = first; n < first + BATCH; n++) {
          batch.add(event(n, time));
        }
        log.append(batch).join();
      }
      StateStore store = storage.stateStore();
      SubscriptionCodec codec = new SubscriptionCodec();
      List<CompletableFuture<Void>> records = new ArrayList<>();
      for (int n = 0; n < subscriptions; n++) {
        Subscription made = subscription(n, time);
        records.add(store.put("subscription/" + made.id().value(), codec.encode(made)));
        records.add(store.put(CursorRecords.key(made.id()), CursorRecords.encode(log.head())));
        if (records.size() >= BATCH) {
          records.forEach(CompletableFuture::join);
          records.clear();
        }
      }
      records.forEach(CompletableFuture::join);
    }
  }

  private static Event event(int n, SystemTime time) {
    XmlElement body =
        XmlElement.builder(Fountains.NAMESPACE, "Usage", "fcs")
            .attribute("Time", "2026-05-04T08:15:00Z")
            .attribute("Volume", Integer.toString(n))
            .build();
    return Event.of(
        new ResourceUri(Fountains.URI),
        SelectorSet.of("ResourceID", Fountains.NORTH),
        "recovery-" + n,
        Fountains.URI + "/Usage",
        time.wallClock(),
        body);
  }

  private static Subscription subscription(int n, SystemTime time) {
    EndpointReference sink = EndpointReference.to("http://127.0.0.1:9/sink/" + n);
    SubscriptionTerms terms =
        new SubscriptionTerms(
            "DMTF",
            "http://127.0.0.1:5985/wsman",
            new ResourceUri(Fountains.URI),
            SelectorSet.NONE,
            new DeliveryMode.Push(),
            Optional.of(sink),
            Optional.of(sink),
            Optional.of(
                new FilterSpec(
                    "http://www.w3.org/TR/1999/REC-xpath-19991116",
                    "/fcs:Usage[@Volume = '" + n + "']",
                    Map.of("fcs", Fountains.NAMESPACE),
                    Optional.empty())),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            SubscriptionTerms.BookmarkWish.OMIT,
            new StartAt.Now(),
            java.nio.charset.StandardCharsets.UTF_8,
            Optional.empty());
    return new Subscription(
        SubscriptionId.of(new java.util.UUID(n, n)),
        "anonymous",
        time.wallClock(),
        terms,
        new Lease(
            time.wallClock().plus(Duration.ofDays(30)), time.wallClock(), Lease.Form.DURATION),
        LogPosition.START,
        Optional.empty());
  }
}
