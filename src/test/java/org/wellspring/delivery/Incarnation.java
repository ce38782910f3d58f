package org.wellspring.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.wellspring.filter.FilterCompiler;
import org.wellspring.filter.xpath.XPathDialect;
import org.wellspring.filter.xpath.XPathLimits;
import org.wellspring.lane.Lane;
import org.wellspring.log.EventLog;
import org.wellspring.log.StateStore;
import org.wellspring.metrics.Meters;
import org.wellspring.model.SubscriptionId;
import org.wellspring.resource.ManagedResource;
import org.wellspring.resource.ResourceCatalogue;
import org.wellspring.subscription.GroupRange;
import org.wellspring.subscription.SubscriptionCodec;
import org.wellspring.subscription.SubscriptionLimits;
import org.wellspring.subscription.SubscriptionListener;
import org.wellspring.subscription.SubscriptionService;
import org.wellspring.subscription.SubscriptionVetting;
import org.wellspring.testing.Events;
import org.wellspring.testing.InlineLane;
import org.wellspring.testing.PlainRenderer;
import org.wellspring.testing.TestSecrets;
import org.wellspring.testing.VirtualTime;

/** One run of the server, from a start to a stop, over a log and a store that outlive it. */
final class Incarnation {
  static final Duration GRACE = Duration.ofMinutes(1);
  static final Duration LONGEST_LEASE = Duration.ofDays(2);

  /** What outlives it, and who talks to it. */
  record Around(
      VirtualTime time,
      EventLog log,
      StateStore store,
      Sender sender,
      Random random,
      DeliveryConfig config,
      Supplier<SubscriptionId> ids) {}

  final DeliveryEngine engine;
  final SubscriptionService service;
  private boolean alive = true;

  /** Starts, and brings back what the store holds. */
  Incarnation(Around around, Function<DeliveryEngine, SubscriptionListener> between) {
    engine =
        new DeliveryEngine(
            new DeliveryEngine.Parts(
                around.log,
                around.store,
                around.sender,
                PlainRenderer::new,
                around.time,
                around.time,
                new Meters(),
                around.random,
                around.config,
                lane(),
                List.of(lane(), lane())));
    service = service(around, between.apply(engine));
  }

  void start() {
    engine.start(service::end);
    service.recover().join();
  }

  private SubscriptionService service(Around around, SubscriptionListener listener) {
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
            new FilterCompiler(List.of(XPathDialect.overEvent(XPathLimits.untimed(1_000, 1_000)))),
            address -> Optional.empty(),
            GroupRange.NONE);
    return new SubscriptionService(
        new SubscriptionService.Parts(
            lane(),
            around.log,
            around.store,
            new SubscriptionCodec(new TestSecrets()),
            vetting,
            listener,
            around.time,
            around.time,
            new Meters(),
            around.ids),
        new SubscriptionLimits(LONGEST_LEASE, Duration.ofHours(1), 100, 100, GRACE),
        GroupRange.NONE);
  }

  /** The process ends: whatever comes in for it is heard by nobody. */
  void die() {
    alive = false;
  }

  /** In order, as the server does; whatever is answered later must do no harm. */
  void stop() {
    engine.rest().join();
    engine.recordCursors().join();
  }

  private Lane lane() {
    InlineLane lane = new InlineLane();
    return new Lane() {
      @Override
      public boolean offer(Runnable task) {
        post(task);
        return true;
      }

      @Override
      public void post(Runnable task) {
        if (alive) {
          lane.post(task);
        }
      }

      @Override
      public void assertOwner() {
        lane.assertOwner();
      }
    };
  }
}
