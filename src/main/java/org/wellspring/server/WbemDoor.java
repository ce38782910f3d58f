package org.wellspring.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wellspring.cim.ClassRepository;
import org.wellspring.cim.MofProblem;
import org.wellspring.cimxml.CimomService;
import org.wellspring.cimxml.CimomServlet;
import org.wellspring.cimxml.ExportSender;
import org.wellspring.config.ResourceConfig;
import org.wellspring.config.WbemConfig;
import org.wellspring.config.WellspringConfig;
import org.wellspring.delivery.Sender;
import org.wellspring.filter.Filter;
import org.wellspring.filter.cql.CqlDialect;
import org.wellspring.filter.text.TextLimits;
import org.wellspring.filter.wql.WqlDialect;
import org.wellspring.lane.Lane;
import org.wellspring.log.StateStore;
import org.wellspring.metrics.Meters;
import org.wellspring.model.EndReason;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.Subscription;
import org.wellspring.resource.ManagedResource;
import org.wellspring.resource.ResourceCatalogue;
import org.wellspring.subscription.SinkGate;
import org.wellspring.subscription.SubscriptionListener;
import org.wellspring.subscription.SubscriptionService;
import org.wellspring.time.SystemTime;
import org.wellspring.wbem.CimResources;
import org.wellspring.wbem.IndicationDialect;
import org.wellspring.wbem.ObjectManager;
import org.wellspring.wbem.WbemSettings;
import org.wellspring.xml.XmlReader;

/**
 * What belongs to WBEM clients, in the order in which the server needs it: classes and dialects,
 * the sender of indications, and the object manager once there is a subscription service.
 */
final class WbemDoor {
  private final WellspringConfig config;
  private final SystemTime time;
  private final ClassRepository classes;
  private final CqlDialect cql;
  private final WqlDialect wql;
  private final IndicationDialect dialect;

  /** Volatile, as it is set by the starting thread and asked on the subscription lane. */
  private volatile @Nullable ObjectManager manager;

  WbemDoor(WellspringConfig config, SystemTime time) throws IOException {
    this.config = config;
    this.time = time;
    this.classes = classes(config.wbem());
    TextLimits limits = TextLimits.ofLength(config.subscription().maxFilterLength());
    this.cql = new CqlDialect(limits, classes);
    this.wql = new WqlDialect(limits, classes);
    this.dialect =
        new IndicationDialect(
            List.of(
                new IndicationDialect.Language(
                    List.of("DMTF:CQL", "CIM:CQL", CqlDialect.URI), CqlDialect.URI, cql),
                new IndicationDialect.Language(
                    List.of("WQL", WqlDialect.URI, "http://schemas.dmtf.org/wbem/wsman/1/WQL"),
                    WqlDialect.URI,
                    wql)),
            namespaces(config));
  }

  private static ClassRepository classes(WbemConfig wbem) throws IOException {
    ClassRepository classes = ClassRepository.standard();
    for (Path file : wbem.classes()) {
      try {
        classes = classes.with(file.toString(), Files.readString(file));
      } catch (MofProblem e) {
        throw new IOException(e.getMessage() + " (setting wbem.classes)", e);
      }
    }
    return classes;
  }

  private static Map<ResourceUri, String> namespaces(WellspringConfig config) {
    Map<ResourceUri, String> namespaces = new HashMap<>();
    for (ResourceConfig resource : config.resources()) {
      resource.cimNamespace().ifPresent(name -> namespaces.put(resource.uri(), name));
    }
    return namespaces;
  }

  ClassRepository classes() {
    return classes;
  }

  IndicationDialect dialect() {
    return dialect;
  }

  /** The catalogue with the classes of CIM. */
  ResourceCatalogue catalogue(ResourceCatalogue declared) {
    CimResources resources =
        new CimResources(
            classes,
            () -> {
              ObjectManager opened = manager;
              if (opened == null) {
                throw new IllegalStateException("asked before the object manager was there");
              }
              return opened;
            },
            config.wbem().interop(),
            List.of(CqlDialect.URI, WqlDialect.URI, "http://schemas.dmtf.org/wbem/wsman/1/WQL"));
    List<ManagedResource> completed = declared.all().stream().map(resources::completed).toList();
    return new ResourceCatalogue(completed).with(resources::find);
  }

  ExportSender exports(Sender http, Lane lane) {
    WbemConfig.Retry retry = config.wbem().retry();
    return new ExportSender(
        new ExportSender.Parts(
            http,
            lane,
            time,
            time,
            retry.attempts(),
            retry.interval(),
            Long.toString(startId(time.wallClock()), 36)));
  }

  private static long startId(Instant now) {
    return now.toEpochMilli();
  }

  /** Tells the exports of what begins before delivery, and the object manager of what ends. */
  SubscriptionListener listener(ExportSender exports, SubscriptionListener delivery) {
    return new SubscriptionListener() {
      @Override
      public void opened(Subscription subscription, Filter filter) {
        exports.opened(subscription, filter);
        delivery.opened(subscription, filter);
      }

      @Override
      public void closed(Subscription subscription, EndReason reason, String text) {
        delivery.closed(subscription, reason, text);
        exports.closed(subscription, reason, text);
        ObjectManager opened = manager;
        if (opened != null) {
          opened.ended(subscription, reason, text);
        }
      }
    };
  }

  /** Makes the object manager; to be opened when the subscription service has come back. */
  ObjectManager manager(
      SubscriptionService subscriptions, StateStore store, SinkGate sinks, Lane lane) {
    ObjectManager opened =
        new ObjectManager(
            new ObjectManager.Parts(
                classes, settings(), dialect, sinks, subscriptions, store, lane, time, time));
    manager = opened;
    return opened;
  }

  private WbemSettings settings() {
    WbemConfig wbem = config.wbem();
    return new WbemSettings(
        wbem.interop(),
        systemName(),
        config.resources().stream()
            .flatMap(resource -> resource.cimNamespace().stream())
            .filter(name -> !name.equalsIgnoreCase(wbem.interop()))
            .distinct()
            .toList(),
        Settings.VERSION,
        new WbemSettings.Retry(wbem.retry().attempts(), wbem.retry().interval()),
        wbem.maxInstances(),
        wbem.filters().stream().map(WbemDoor::filter).toList(),
        wbem.collections().stream()
            .map(one -> new WbemSettings.StaticCollection(one.name(), one.filters()))
            .toList());
  }

  private static WbemSettings.StaticFilter filter(WbemConfig.Filter filter) {
    return new WbemSettings.StaticFilter(
        filter.name(),
        filter.query(),
        filter.language(),
        filter.namespaces(),
        filter.description(),
        filter.individual() ? WbemSettings.Individually.YES : WbemSettings.Individually.NO);
  }

  private String systemName() {
    return config
        .wbem()
        .systemName()
        .orElseGet(
            () -> {
              try {
                return InetAddress.getLocalHost().getHostName();
              } catch (UnknownHostException e) {
                return "localhost";
              }
            });
  }

  CimomServlet servlet(ObjectManager opened, XmlReader xml, Meters meters) {
    CimomService service =
        new CimomService(
            new CimomService.Parts(
                opened,
                dialect,
                systemName(),
                xml,
                time,
                config.enumeration().maxContexts(),
                config.enumeration().idleTimeout(),
                meters));
    return new CimomServlet(service, meters, time, config.http().maxRequest().octets());
  }
}
