package org.wellspring.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.wellspring.filter.Filter;
import org.wellspring.log.MemoryEventLog;
import org.wellspring.log.MemoryStateStore;
import org.wellspring.metrics.Meters;
import org.wellspring.model.Event;
import org.wellspring.model.Subscription;
import org.wellspring.testing.InlineLane;
import org.wellspring.testing.ScriptedSink;
import org.wellspring.testing.VirtualTime;

/** A delivery engine on virtual time with a scripted sink; everything runs on the test's thread. */
final class Bench {
  static final DeliveryConfig CONFIG =
      new DeliveryConfig(
          8,
          5,
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(60),
          Duration.ofMinutes(10),
          3,
          Duration.ofSeconds(1),
          FlowLimits.DEFAULTS);

  final VirtualTime time = new VirtualTime();
  final ScriptedSink sink = new ScriptedSink();
  final List<String> ended = new ArrayList<>();
  final Meters meters = new Meters();
  final MemoryStateStore store = new MemoryStateStore();
  final MemoryEventLog log;
  final DeliveryEngine engine;

  Bench() {
    this(1_000, CONFIG, 0);
  }

  /**
   * @param retained events the log keeps
   * @param overhead octets of a message without items
   */
  Bench(int retained, DeliveryConfig config, long overhead) {
    log =
        new MemoryEventLog(
            new MemoryEventLog.Retention(retained, Long.MAX_VALUE, Duration.ofDays(1)), time);
    InlineLane shard = new InlineLane();
    engine =
        new DeliveryEngine(
            new DeliveryEngine.Parts(
                log,
                store,
                sink,
                s -> new org.wellspring.testing.PlainRenderer(s, overhead),
                time,
                time,
                meters,
                new Random(7),
                config,
                new InlineLane(),
                List.of(shard)));
    engine.start((id, reason, text) -> ended.add(id + " " + reason + " " + text));
  }

  Bench open(Subscription subscription) {
    return open(subscription, Filter.ALL);
  }

  Bench open(Subscription subscription, Filter filter) {
    engine.opened(subscription, filter);
    return this;
  }

  void publish(Event event) {
    publish(List.of(event));
  }

  void publish(List<Event> events) {
    log.append(events).join();
  }

  List<String> texts() {
    return sink.texts();
  }
}
