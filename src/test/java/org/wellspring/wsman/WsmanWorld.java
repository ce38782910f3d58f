package org.wellspring.wsman;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.wellspring.cim.ClassRepository;
import org.wellspring.config.SubscriptionConfig;
import org.wellspring.delivery.DeliveryConfig;
import org.wellspring.delivery.DeliveryEngine;
import org.wellspring.filter.FilterCompiler;
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
import org.wellspring.server.Filters;
import org.wellspring.soap.http.SoapService.Answer;
import org.wellspring.soap.http.SoapService.Caller;
import org.wellspring.subscription.SubscriptionCodec;
import org.wellspring.subscription.SubscriptionLimits;
import org.wellspring.subscription.SubscriptionService;
import org.wellspring.subscription.SubscriptionVetting;
import org.wellspring.testing.InlineLane;
import org.wellspring.testing.TestSecrets;
import org.wellspring.testing.VirtualTime;
import org.wellspring.testing.conversation.HeldSink;
import org.wellspring.testing.conversation.Stage;
import org.wellspring.xml.XmlLimits;

/**
 * A whole server without sockets, on a clock that stands still: octets in, octets out, and a sink
 * that is told what to answer. Everything runs on the caller's thread.
 */
final class WsmanWorld implements Stage {
  static final String FOUNTAINS = "http://control.fineartschool.com/fountains";
  static final String SYSLOG = "http://control.fineartschool.com/syslog";
  static final String ALERT =
      "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_AlertIndication";

  /** For messages in UTF-8. */
  static final String SOAP_UTF8 = "application/soap+xml;charset=UTF-8";

  static final String URL = "http://localhost:5985/wsman";

  static final Caller ANYBODY =
      new Caller(
          Optional.of(Principal.ANONYMOUS), Caller.Protection.PROTECTED, URL, Optional.empty());

  final VirtualTime time = new VirtualTime();
  final HeldSink sink = new HeldSink();
  final MemoryEventLog eventLog;
  final SubscriptionService subscriptions;
  final WsmanService service;

  WsmanWorld() {
    this(Shape.USUAL);
  }

  WsmanWorld(Shape shape) {
    InlineLane lane = new InlineLane();
    Meters meters = new Meters();
    this.eventLog =
        new MemoryEventLog(
            new MemoryEventLog.Retention(shape.keptEvents(), 1 << 28, Duration.ofDays(30)), time);
    ResourceCatalogue catalogue = catalogue();
    FilterCompiler filters =
        Filters.of(SubscriptionConfig.DEFAULTS, ClassRepository.standard(), time);
    DeliveryEngine delivery =
        new DeliveryEngine(
            new DeliveryEngine.Parts(
                eventLog,
                new MemoryStateStore(),
                sink,
                new WsmanRendererFactory("log-1", Duration.ofSeconds(60)),
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
                new SubscriptionVetting(catalogue, filters, WsmanWorld::refuse, shape.groups()),
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
            shape.groups());
    delivery.start(subscriptions::end);
    this.service =
        new WsmanService(
            new WsmanService.Parts(catalogue, filters, subscriptions, delivery, time, time, meters),
            new WsmanService.Setup(
                settings(shape),
                XmlLimits.DEFAULTS,
                shape.maxContexts(),
                Duration.ofMinutes(5),
                "1.0.0",
                List.of("http/basic"),
                "log-1"));
  }

  private static WsmanSettings settings(Shape shape) {
    WsmanSettings d = WsmanSettings.DEFAULTS;
    return new WsmanSettings(
        d.senderFaultStatus(),
        d.defaultTimeout(),
        d.maxTimeout(),
        d.replyTo(),
        d.maxElements(),
        d.maxReply(),
        d.managerAddress(),
        shape.groups().size() == 0 ? WsmanSettings.Trap.NOT_OFFERED : WsmanSettings.Trap.OFFERED,
        d.plainCredentials());
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
                Optional.of(new FountainProvider())),
            eventsOnly("syslog", SYSLOG, Map.of("log", "urn:wellspring:syslog")),
            eventsOnly("alerts", ALERT, Map.of("p", ALERT))));
  }

  private static ManagedResource eventsOnly(String name, String uri, Map<String, String> prefixes) {
    return new ManagedResource(
        name, new ResourceUri(uri), List.of(), prefixes, Set.of(), Optional.empty());
  }

  private static Optional<String> refuse(String address) {
    return address.startsWith("http://") || address.startsWith("https://")
        ? Optional.empty()
        : Optional.of(
            "Events are sent to http and https addresses only; seen was " + address + ".");
  }

  CompletableFuture<Answer> send(byte[] octets, String contentType) {
    return service.answer(octets, contentType, ANYBODY);
  }

  @Override
  public CompletableFuture<Answer> send(byte[] octets, String contentType, String door) {
    return send(octets, contentType);
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

  Answer ask(String request) {
    CompletableFuture<Answer> answer = send(request.getBytes(StandardCharsets.UTF_8), SOAP_UTF8);
    if (!answer.isDone()) {
      throw new AssertionError("the request waits: " + request);
    }
    return answer.join();
  }

  @Override
  public void publish(List<Event> events) {
    eventLog.append(events).join();
  }
}
