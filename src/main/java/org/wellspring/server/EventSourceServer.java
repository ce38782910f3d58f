package org.wellspring.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.cimxml.IndicationRendererFactory;
import org.wellspring.config.WellspringConfig;
import org.wellspring.console.SubscriptionsServlet;
import org.wellspring.delivery.DeliveryEngine;
import org.wellspring.filter.FilterCompiler;
import org.wellspring.http.AuthenticationFilter;
import org.wellspring.http.HealthServlet;
import org.wellspring.http.HttpHost;
import org.wellspring.http.MetricsServlet;
import org.wellspring.intake.CloudEventsServlet;
import org.wellspring.intake.EventIntake;
import org.wellspring.intake.EventSource;
import org.wellspring.log.EventLog;
import org.wellspring.log.StateStore;
import org.wellspring.log.rocks.RocksStorage;
import org.wellspring.metrics.MeterName;
import org.wellspring.metrics.Meters;
import org.wellspring.model.EndReason;
import org.wellspring.model.Subscription;
import org.wellspring.model.SubscriptionId;
import org.wellspring.resource.ResourceCatalogue;
import org.wellspring.security.SinkPolicy;
import org.wellspring.server.SoapPorts.Door;
import org.wellspring.soap.http.ContractServlet;
import org.wellspring.stream.StreamDialect;
import org.wellspring.stream.StreamDoor;
import org.wellspring.stream.StreamRendererFactory;
import org.wellspring.subscription.GroupRange;
import org.wellspring.subscription.SubscriptionCodec;
import org.wellspring.subscription.SubscriptionService;
import org.wellspring.subscription.SubscriptionVetting;
import org.wellspring.time.SystemTime;
import org.wellspring.wbem.ObjectManager;
import org.wellspring.wsevent.EventingRendererFactory;
import org.wellspring.wsevent.EventingService;
import org.wellspring.wsevent.EventingServlet;
import org.wellspring.wsman.WsmanRendererFactory;
import org.wellspring.wsman.WsmanService;
import org.wellspring.xml.XmlReader;

/**
 * The whole server, wired by hand: read {@link #start} from top to bottom for a picture of the
 * system. Events go intake → log → delivery → sink; requests go http → wsman → subscription,
 * delivery or resource.
 */
public final class EventSourceServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EventSourceServer.class);
  private static final int SUBSCRIPTION_QUEUE = 1024;
  private static final int WBEM_QUEUE = 1024;
  private static final int DISPATCH_QUEUE = 1024;
  private static final int SOURCE_QUEUE = 4096;

  private static final Duration NOTICES = Duration.ofSeconds(2);

  private final OwnedParts parts;
  private final WellspringConfig config;
  private final Settings settings;
  private final SystemTime time;
  private final Meters meters;
  private final HttpHost host;
  private final Identities identities;
  private final StateStore store;
  private final SubscriptionService subscriptions;
  private final DeliveryEngine delivery;
  private final SoapPorts soap;
  private final StreamDoor streams;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();
  private volatile boolean failed;
  private volatile boolean ready;

  /** Starts a server; on failure everything that was begun is taken down again. */
  public static EventSourceServer start(WellspringConfig config) throws IOException {
    Meters meters = new Meters();
    OwnedParts parts = new OwnedParts(meters);
    try {
      SystemTime time = parts.own(new SystemTime());
      HttpHost host = parts.own(new HttpHost(new Settings(config).host()));
      host.open();
      EventSourceServer server = new EventSourceServer(config, time, host, parts, meters);
      server.run();
      return server;
    } catch (IOException | RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /**
   * @param parts grows as the server does
   */
  private EventSourceServer(
      WellspringConfig config, SystemTime time, HttpHost host, OwnedParts parts, Meters meters)
      throws IOException {
    this.parts = parts;
    this.meters = meters;
    this.config = config;
    this.settings = new Settings(config);
    this.time = time;
    this.host = host;
    this.identities = Identities.of(config, time);

    RocksStorage storage = storage();
    EventLog eventLog = storage.eventLog();
    this.store = storage.stateStore();
    Resources resources = Resources.of(config);
    WbemDoor wbem = new WbemDoor(config, time);
    StreamFrontDoor streamConfig = new StreamFrontDoor(config);
    StreamDialect streamDialect = streamConfig.dialect(resources.catalogue());
    FilterCompiler filters =
        Filters.of(config.subscription(), wbem.classes(), time)
            .withUnlisted(wbem.dialect())
            .withUnlisted(streamDialect);
    ResourceCatalogue withClasses = wbem.catalogue(resources.catalogue());
    SinkPolicy sinkPolicy = new SinkPolicy(config.security().sinks(), ownAddresses());
    GroupRange groups = settings.trapInterface().isPresent() ? settings.groups() : GroupRange.NONE;
    Outbound outbound = Outbound.open(settings, parts, sinkPolicy, wbem, meters, time);

    this.delivery =
        new DeliveryEngine(
            new DeliveryEngine.Parts(
                eventLog,
                store,
                outbound.sender(),
                renderers(wbem, eventLog.identity()),
                time,
                time,
                meters,
                new SplittableRandom(),
                settings.delivery(),
                parts.lane("ws-dispatch", DISPATCH_QUEUE),
                outbound.shards()));
    this.subscriptions =
        new SubscriptionService(
            new SubscriptionService.Parts(
                parts.lane("ws-sub", SUBSCRIPTION_QUEUE),
                eventLog,
                store,
                new SubscriptionCodec(settings.secrets()),
                new SubscriptionVetting(
                    withClasses, filters, new PolicySinkGate(sinkPolicy), groups),
                wbem.listener(outbound.exports(), delivery),
                time,
                time,
                meters,
                () -> SubscriptionId.of(UUID.randomUUID())),
            settings.subscriptionLimits(),
            groups);
    delivery.start(subscriptions::end);
    CompletableFuture<Integer> recovered = subscriptions.recover(); // while the rest is set up
    ObjectManager objects =
        wbem.manager(
            subscriptions, store, new PolicySinkGate(sinkPolicy), parts.lane("ws-cim", WBEM_QUEUE));

    EventIntake intake =
        new EventIntake(resources.catalogue(), eventLog, meters, time, settings.dedupWindow());
    intake.recall();
    mountOperations();
    mountIntake(intake);
    host.mount("/cimom", wbem.servlet(objects, new XmlReader(settings.xmlLimits()), meters));
    this.soap = parts.own(mountSoap(resources, withClasses, filters, delivery, eventLog));
    this.streams = parts.own(mountStreams(streamDialect, streamConfig, eventLog));
    startSources(resources, intake);
    int unused = recovered.join();
    objects.open().join(); // looks at what has come back
  }

  private Renderers renderers(WbemDoor wbem, String logIdentity) {
    Duration timeout = config.delivery().messageTimeout();
    return new Renderers(
        new EventingRendererFactory(timeout),
        new StreamRendererFactory(logIdentity, time, timeout),
        new IndicationRendererFactory(wbem.classes(), logIdentity, timeout),
        new WsmanRendererFactory(logIdentity, timeout));
  }

  private RocksStorage storage() throws IOException {
    RocksStorage storage =
        parts.own(
            RocksStorage.open(
                config.dataDirectory(), settings.storage(), time, time, this::storageFailed));
    EventLog eventLog = storage.eventLog();
    meters.gauge(MeterName.LOG_EVENTS, () -> eventLog.head().value() - eventLog.tail().value());
    meters.gauge(MeterName.LOG_OCTETS, storage::octets);
    meters.gauge(MeterName.QUEUE_DEPTH, storage::depth, "queue", "ws-log");
    return storage;
  }

  /**
   * A disk that lied or is full for good: nothing more is acknowledged, and the server stops in
   * order.
   */
  private void storageFailed(String what, Throwable cause) {
    failed = true;
    log.error("server.storage-failed what={}", what, cause);
    Thread stopper = new Thread(this::close, "ws-fatal");
    stopper.setDaemon(true);
    stopper.start();
  }

  private List<InetSocketAddress> ownAddresses() {
    return host.addresses().stream()
        .map(uri -> new InetSocketAddress(unbracketed(uri.getHost()), uri.getPort()))
        .toList();
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private void mountOperations() {
    host.filter(
        "/*", new AuthenticationFilter(identities.passwords(), meters, Set.of(StreamDoor.PATH)));
    host.mount("/health/*", new HealthServlet(() -> ready));
    host.mount("/metrics", new MetricsServlet(meters));
    host.mount(
        "/api/subscriptions/*",
        new SubscriptionsServlet(subscriptions, AuthenticationFilter.PRINCIPAL));
  }

  private void mountIntake(EventIntake intake) {
    host.mount(
        "/api/events",
        new CloudEventsServlet(
            intake, settings.publishLimits(), new XmlReader(settings.xmlLimits()), meters, time));
  }

  private SoapPorts mountSoap(
      Resources resources,
      ResourceCatalogue withClasses,
      FilterCompiler filters,
      DeliveryEngine delivery,
      EventLog eventLog) {
    WsmanService wsman =
        new WsmanService(
            new WsmanService.Parts(
                withClasses, filters, subscriptions, delivery, time, time, meters),
            settings.wsman(eventLog.identity()));
    EventingService eventing =
        new EventingService(
            new EventingService.Parts(
                resources.catalogue(), filters, subscriptions, settings.events(), time, meters),
            settings.eventing(),
            settings.xmlLimits());
    return new SoapPorts(
        host,
        List.of(
            new Door(
                Set.of("/wsman", "/wsman-anon/identify"),
                Door.Below.NOTHING,
                wsman,
                new ContractServlet("wsman.wsdl")),
            new Door(
                Set.of("/eventing"),
                Door.Below.ITS_OWN,
                eventing,
                new EventingServlet(eventing::events))),
        meters,
        config.http().maxRequest().octets(),
        config.soap().maxOperationTimeout().plus(Duration.ofMinutes(1)).toMillis());
  }

  private StreamDoor mountStreams(
      StreamDialect dialect, StreamFrontDoor streamConfig, EventLog eventLog) {
    StreamDoor door =
        new StreamDoor(
            new StreamDoor.Parts(
                subscriptions,
                delivery,
                eventLog,
                store,
                dialect,
                identities.passwords(),
                identities.accounts(),
                time,
                meters),
            streamConfig.settings());
    host.filter(StreamDoor.PATH + "/*", door.gate());
    host.mount(StreamDoor.PATH + "/*", door.servlet(), door.servletParameters());
    return door;
  }

  private final List<EventSource> sources = new ArrayList<>();

  private void startSources(Resources resources, EventIntake intake) {
    SourceFactory factory =
        new SourceFactory(resources, intake, meters, time, name -> parts.lane(name, SOURCE_QUEUE));
    config.sources().forEach(source -> sources.add(parts.own(source.accept(factory))));
  }

  private void run() throws IOException {
    host.start();
    soap.publish(); // publishing needs servlets that the host has initialised
    streams.publish();
    for (EventSource source : sources) {
      source.start();
    }
    ready = true;
    log.info(
        "server.ready addresses={} resources={} sources={} subscriptions={} data={}",
        host.addresses(),
        config.resources().size(),
        sources.size(),
        subscriptions.view().size(),
        config.dataDirectory());
  }

  /** The first listener's address. */
  public URI baseUrl() {
    return host.addresses().get(0);
  }

  /** All live subscriptions. */
  public List<Subscription> subscriptions() {
    return subscriptions.view();
  }

  /** Ends a subscription for a reason of the source; its EndTo is told. */
  public void end(SubscriptionId id, EndReason reason, String text) {
    subscriptions.end(id, reason, text);
  }

  /**
   * Stops in order, within ten seconds: no new events, nothing more is sent, no new requests, then
   * the rest. Subscriptions are kept, and go on at the next start.
   */
  @Override
  public void close() {
    if (!stopping.compareAndSet(false, true)) {
      return;
    }
    ready = false;
    log.info("server.stopping subscriptions={}", subscriptions.view().size());
    sources.forEach(EventSource::close);
    await(delivery.rest(), "sessions"); // while there is a host: waiting Pulls are answered
    host.close();
    await(delivery.recordCursors(), "cursors");
    await(delivery.notices(), "notices");
    parts.close();
    log.info("server.stopped");
    stopped.complete(null);
  }

  /** Whether the storage could not go on. */
  public boolean failed() {
    return failed;
  }

  /** Completes when the server has stopped, by {@link #close} or because its storage failed. */
  public CompletableFuture<Void> stopped() {
    return stopped;
  }

  private static void await(CompletableFuture<Void> done, String what) {
    try {
      done.get(NOTICES.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.warn("server.stop-incomplete what={} waited={}", what, NOTICES);
    } catch (ExecutionException e) {
      log.warn("server.stop-failed what={}", what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
