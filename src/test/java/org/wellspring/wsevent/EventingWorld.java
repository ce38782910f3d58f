package org.wellspring.wsevent;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.wellspring.delivery.DeliveryConfig;
import org.wellspring.delivery.DeliveryEngine;
import org.wellspring.filter.FilterCompiler;
import org.wellspring.filter.selector.SelectorDialect;
import org.wellspring.filter.xpath.XPathDialect;
import org.wellspring.filter.xpath.XPathLimits;
import org.wellspring.log.MemoryEventLog;
import org.wellspring.log.MemoryStateStore;
import org.wellspring.metrics.Meters;
import org.wellspring.model.Event;
import org.wellspring.model.Principal;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SubscriptionId;
import org.wellspring.resource.ManagedResource;
import org.wellspring.resource.ResourceCatalogue;
import org.wellspring.resource.fountain.FountainProvider;
import org.wellspring.soap.SoapVersion;
import org.wellspring.soap.http.SoapService.Answer;
import org.wellspring.soap.http.SoapService.Caller;
import org.wellspring.subscription.GroupRange;
import org.wellspring.subscription.SubscriptionCodec;
import org.wellspring.subscription.SubscriptionLimits;
import org.wellspring.subscription.SubscriptionService;
import org.wellspring.subscription.SubscriptionVetting;
import org.wellspring.testing.InlineLane;
import org.wellspring.testing.TestSecrets;
import org.wellspring.testing.VirtualTime;
import org.wellspring.testing.conversation.HeldSink;
import org.wellspring.testing.conversation.Stage;
import org.wellspring.wsevent.EventingSettings.Endless;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlName;

/** Plain WS-Eventing without sockets: two resources, and a sink that is told what to answer. */
final class EventingWorld implements Stage {
  static final String URL = "http://control.fineartschool.com/eventing";
  static final String FOUNTAINS = "http://control.fineartschool.com/fountains";
  static final String SYSLOG = "http://control.fineartschool.com/syslog";

  private final VirtualTime time = new VirtualTime();
  private final HeldSink sink = new HeldSink();
  private final MemoryEventLog eventLog;
  private final SubscriptionService subscriptions;
  final EventingService service;

  EventingWorld(Shape shape) {
    this(shape, Endless.GRANTED);
  }

  EventingWorld(Shape shape, Endless endless) {
    InlineLane lane = new InlineLane();
    Meters meters = new Meters();
    this.eventLog =
        new MemoryEventLog(
            new MemoryEventLog.Retention(shape.keptEvents(), 1 << 28, Duration.ofDays(30)), time);
    ResourceCatalogue catalogue = catalogue();
    FilterCompiler filters =
        new FilterCompiler(
            List.of(
                XPathDialect.overEvent(XPathLimits.untimed(4096, 100_000)),
                new SelectorDialect(),
                new ActionDialect(),
                new EnvelopeXPathDialect(XPathLimits.untimed(4096, 100_000))));
    DeliveryEngine delivery =
        new DeliveryEngine(
            new DeliveryEngine.Parts(
                eventLog,
                new MemoryStateStore(),
                sink,
                new EventingRendererFactory(Duration.ofSeconds(60)),
                time,
                time,
                meters,
                new Random(1),
                DeliveryConfig.DEFAULTS,
                lane,
                List.of(lane)));
    AtomicInteger ids = new AtomicInteger();
    this.subscriptions =
        new SubscriptionService(
            new SubscriptionService.Parts(
                lane,
                eventLog,
                new MemoryStateStore(),
                new SubscriptionCodec(new TestSecrets()),
                new SubscriptionVetting(catalogue, filters, EventingWorld::refuse, GroupRange.NONE),
                delivery,
                time,
                time,
                meters,
                () ->
                    new SubscriptionId(
                        "uuid:00000000-0000-4000-8000-%012d".formatted(ids.incrementAndGet()))),
            new SubscriptionLimits(
                Duration.ofDays(7),
                Duration.ofHours(24),
                shape.maxSubscriptions(),
                500,
                Duration.ofMinutes(1)),
            GroupRange.NONE);
    delivery.start(subscriptions::end);
    this.service =
        new EventingService(
            new EventingService.Parts(
                catalogue,
                filters,
                subscriptions,
                new EventCatalogue(
                    Map.of(
                        new ResourceUri(FOUNTAINS),
                        List.of(new XmlName(FountainProvider.NAMESPACE, "Usage"))),
                    Map.of(FountainProvider.NAMESPACE, "fountain.xsd")),
                time,
                meters),
            new EventingSettings(
                500, Optional.empty(), Duration.ofHours(24), Duration.ofDays(7), endless),
            XmlLimits.DEFAULTS);
  }

  private static ResourceCatalogue catalogue() {
    return new ResourceCatalogue(
        List.of(
            new ManagedResource(
                "fountains",
                new ResourceUri(FOUNTAINS),
                List.of("ResourceID"),
                Map.of("fcs", FountainProvider.NAMESPACE),
                Set.of(),
                Optional.empty()),
            new ManagedResource(
                "syslog",
                new ResourceUri(SYSLOG),
                List.of(),
                Map.of("log", "urn:wellspring:syslog"),
                Set.of(),
                Optional.empty())));
  }

  private static Optional<String> refuse(String address) {
    return address.startsWith("http://") || address.startsWith("https://")
        ? Optional.empty()
        : Optional.of(
            "Events are sent to http and https addresses only; seen was " + address + ".");
  }

  /** At {@code /eventing}, or at the resource that is named. */
  @Override
  public CompletableFuture<Answer> send(byte[] octets, String contentType, String door) {
    boolean soap11 =
        new String(octets, StandardCharsets.UTF_8).contains(SoapVersion.SOAP_1_1.namespace());
    return service.answer(
        octets,
        soap11 ? "text/xml;charset=UTF-8" : contentType,
        caller(Principal.ANONYMOUS, door.isEmpty() ? URL : URL + "/" + door, Optional.empty()));
  }

  static Caller caller(Principal who, String url, Optional<String> soapAction) {
    return new Caller(Optional.of(who), Caller.Protection.PROTECTED, url, soapAction);
  }

  Answer ask(String request, Caller caller) {
    return service
        .answer(
            request.getBytes(StandardCharsets.UTF_8), "application/soap+xml;charset=UTF-8", caller)
        .join();
  }

  @Override
  public HeldSink sink() {
    return sink;
  }

  @Override
  public VirtualTime time() {
    return time;
  }

  @Override
  public SubscriptionService subscriptions() {
    return subscriptions;
  }

  @Override
  public void publish(List<Event> events) {
    eventLog.append(events).join();
  }
}
