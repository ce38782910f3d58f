package org.wellspring.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wellspring.config.HttpConfig;
import org.wellspring.config.SoapConfig;
import org.wellspring.config.SubscriptionConfig;
import org.wellspring.config.WellspringConfig;
import org.wellspring.delivery.DeliveryConfig;
import org.wellspring.delivery.FlowLimits;
import org.wellspring.http.HttpHostConfig;
import org.wellspring.intake.DedupWindow;
import org.wellspring.intake.PublishLimits;
import org.wellspring.log.rocks.Retention;
import org.wellspring.log.rocks.RocksSettings;
import org.wellspring.model.ResourceUri;
import org.wellspring.security.PemKeyStore;
import org.wellspring.security.SealedSecrets;
import org.wellspring.sink.HttpSenderConfig;
import org.wellspring.sink.MulticastConfig;
import org.wellspring.soap.Addressing.Strictness;
import org.wellspring.subscription.GroupRange;
import org.wellspring.subscription.SubscriptionLimits;
import org.wellspring.wsevent.EventCatalogue;
import org.wellspring.wsevent.EventingSettings;
import org.wellspring.wsman.WsmanService;
import org.wellspring.wsman.WsmanSettings;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlName;

/** The configuration in the terms of each room. */
final class Settings {
  static final String VERSION =
      Optional.ofNullable(Settings.class.getPackage().getImplementationVersion())
          .orElse("development");

  /** The schemas in schemas/ that describe events. */
  private static final Map<String, String> EVENT_SCHEMAS =
      Map.of(
          "http://control.fineartschool.com/schemas/fcs", "fountain.xsd",
          "urn:wellspring:syslog", "syslog.xsd");

  private static final long MAX_REPLY = 512 * 1024;

  private final WellspringConfig config;

  Settings(WellspringConfig config) {
    this.config = config;
  }

  HttpHostConfig host() {
    HttpConfig http = config.http();
    return new HttpHostConfig(
        http.listen().stream()
            .map(
                listen ->
                    new HttpHostConfig.Listener(
                        listen.isTls() ? HttpHostConfig.Scheme.HTTPS : HttpHostConfig.Scheme.HTTP,
                        listen.at().host(),
                        listen.at().port()))
            .toList(),
        http.maxThreads(),
        http.idleTimeout(),
        http.tls()
            .map(PemKeyStore::load)
            .map(keys -> new HttpHostConfig.Keys(keys.store(), keys.password())));
  }

  RocksSettings storage() {
    return RocksSettings.DEFAULTS.withRetention(
        new Retention(
            config.log().retention().events(),
            config.log().retention().bytes().octets(),
            config.log().retention().age()));
  }

  /** After the storage is open: the data directory is there then. */
  SealedSecrets secrets() throws IOException {
    return SealedSecrets.open(
        config
            .security()
            .keyFile()
            .orElseGet(() -> config.dataDirectory().resolve("wellspring-key")));
  }

  DedupWindow dedupWindow() {
    return new DedupWindow(config.log().dedupWindow(), config.log().dedupMax());
  }

  PublishLimits publishLimits() {
    return PublishLimits.DEFAULTS;
  }

  XmlLimits xmlLimits() {
    SoapConfig soap = config.soap();
    return new XmlLimits(
        config.http().maxRequest().octets(),
        soap.maxDepth(),
        soap.maxAttributes(),
        soap.maxText(),
        XmlLimits.DEFAULTS.maxChildren());
  }

  SubscriptionLimits subscriptionLimits() {
    return new SubscriptionLimits(
        config.subscription().maxLease(),
        config.subscription().defaultLease(),
        config.subscription().maxTotal(),
        config.subscription().maxPerPrincipal(),
        config.subscription().recoveryGrace());
  }

  DeliveryConfig delivery() {
    org.wellspring.config.DeliveryConfig d = config.delivery();
    return new DeliveryConfig(
        d.queue(),
        d.defaultBatch().maxElements(),
        d.defaultBatch().maxTime(),
        d.retry().firstBackoff(),
        d.retry().maxBackoff(),
        d.retry().giveUpAfter(),
        d.brokenFilterLimit(),
        d.cursorInterval(),
        new FlowLimits(
            d.flow().queueSize().octets(),
            d.flow().maxInFlight().octets(),
            d.flow().catchUpRate().octets()));
  }

  HttpSenderConfig httpSender() {
    HttpSenderConfig defaults = HttpSenderConfig.DEFAULTS;
    org.wellspring.config.DeliveryConfig.Sink sink = config.delivery().sink();
    return new HttpSenderConfig(
        config.delivery().shards(),
        sink.maxConnectionsPerOrigin(),
        sink.maxConnections(),
        sink.maxWaiting(),
        sink.connectTimeout(),
        sink.idleTimeout(),
        defaults.maxAnswer());
  }

  MulticastConfig multicast(int pendingRepeats) {
    return new MulticastConfig(
        config.trap().ttl(),
        (int) config.trap().maxDatagram().octets(),
        config.trap().repeat().count(),
        pendingRepeats);
  }

  /** The interface for Trap mode; empty when the mode is not offered. */
  Optional<NetworkInterface> trapInterface() throws IOException {
    Optional<String> name = config.trap().effectiveInterface(config.http());
    if (name.isEmpty()) {
      return Optional.empty();
    }
    NetworkInterface byName = NetworkInterface.getByName(name.get());
    NetworkInterface found = byName != null ? byName : byAddress(name.get());
    if (found == null) {
      throw new IOException(
          "no network interface " + name.get() + " on this machine (setting trap.interface)");
    }
    return Optional.of(found);
  }

  private static @Nullable NetworkInterface byAddress(String address) throws IOException {
    try {
      return NetworkInterface.getByInetAddress(InetAddress.getByName(address));
    } catch (UnknownHostException e) {
      return null; // neither an address nor the name of a machine
    }
  }

  GroupRange groups() {
    return new GroupRange(
        (int) config.trap().groups().first(), config.trap().groups().size(), config.trap().port());
  }

  WsmanService.Setup wsman(String logIdentity) {
    SoapConfig soap = config.soap();
    return new WsmanService.Setup(
        new WsmanSettings(
            soap.senderFaultStatus(),
            soap.defaultOperationTimeout(),
            soap.maxOperationTimeout(),
            soap.strictReplyTo() ? Strictness.STRICT : Strictness.LENIENT,
            config.enumeration().maxElements(),
            MAX_REPLY,
            config.http().publicUrl().map(url -> url.resolve("/wsman").toString()),
            config.trap().effectiveInterface(config.http()).isPresent()
                ? WsmanSettings.Trap.OFFERED
                : WsmanSettings.Trap.NOT_OFFERED,
            config.security().allowPlainCredentials()
                ? WsmanSettings.PlainCredentials.ACCEPT
                : WsmanSettings.PlainCredentials.REFUSE),
        xmlLimits(),
        config.enumeration().maxContexts(),
        config.enumeration().idleTimeout(),
        VERSION,
        securityProfiles(),
        logIdentity);
  }

  EventingSettings eventing() {
    SubscriptionConfig subscription = config.subscription();
    return new EventingSettings(
        config.soap().senderFaultStatus(),
        config.http().publicUrl().map(URI::toString),
        subscription.defaultLease(),
        subscription.maxLease(),
        subscription.unlimitedLeases()
            ? EventingSettings.Endless.GRANTED
            : EventingSettings.Endless.REFUSED);
  }

  EventCatalogue events() {
    Map<ResourceUri, List<XmlName>> announced = new HashMap<>();
    config.resources().forEach(resource -> announced.put(resource.uri(), resource.announces()));
    return new EventCatalogue(announced, EVENT_SCHEMAS);
  }

  private List<String> securityProfiles() {
    if (config.security().users().isEmpty()) {
      return List.of();
    }
    return config.http().listen().stream()
        .map(listen -> listen.isTls() ? "https/basic" : "http/basic")
        .distinct()
        .toList();
  }
}
