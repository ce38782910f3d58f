package org.wellspring.config;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.wellspring.config.settings.SettingsReader;
import org.wellspring.config.settings.Values;
import org.wellspring.model.ResourceUri;

/**
 * Every setting of the server, checked. Paths in it are relative to the working directory.
 *
 * @param dataDirectory where the log and the subscriptions are kept: {@code data.directory}
 * @param resources names and URIs are unique
 * @param sources each of a declared resource
 */
public record WellspringConfig(
    Path dataDirectory,
    HttpConfig http,
    SoapConfig soap,
    LogConfig log,
    SubscriptionConfig subscription,
    DeliveryConfig delivery,
    TrapConfig trap,
    EnumerationConfig enumeration,
    SecurityConfig security,
    StreamConfig stream,
    WbemConfig wbem,
    List<ResourceConfig> resources,
    List<SourceConfig> sources) {
  public static final WellspringConfig DEFAULTS =
      new WellspringConfig(
          Path.of("data"),
          HttpConfig.DEFAULTS,
          SoapConfig.DEFAULTS,
          LogConfig.DEFAULTS,
          SubscriptionConfig.DEFAULTS,
          DeliveryConfig.DEFAULTS,
          TrapConfig.DEFAULTS,
          EnumerationConfig.DEFAULTS,
          SecurityConfig.DEFAULTS,
          StreamConfig.DEFAULTS,
          WbemConfig.DEFAULTS,
          List.of(),
          List.of());

  public WellspringConfig {
    resources = List.copyOf(resources);
    sources = List.copyOf(sources);
  }

  /** Takes every setting; what is wrong goes to the reader's problems. */
  static WellspringConfig read(SettingsReader in) {
    WellspringConfig read =
        new WellspringConfig(
            in.value("data.directory", DEFAULTS.dataDirectory, Values.path()),
            HttpConfig.read(in.section("http")),
            SoapConfig.read(in.section("soap")),
            LogConfig.read(in.section("log")),
            SubscriptionConfig.read(in.section("subscription")),
            DeliveryConfig.read(in.section("delivery")),
            TrapConfig.read(in.section("trap")),
            EnumerationConfig.read(in.section("enumeration")),
            SecurityConfig.read(in.section("security")),
            StreamConfig.read(in.section("stream")),
            WbemConfig.read(in.section("wbem")),
            readResources(in),
            List.of());
    read.checkAnonymousIsLoopbackOnly(in);
    return read.withSources(in);
  }

  private static List<ResourceConfig> readResources(SettingsReader in) {
    Set<String> names = new HashSet<>();
    Set<ResourceUri> uris = new HashSet<>();
    return in.sections("resources").stream()
        .map(
            entry -> {
              ResourceConfig resource = ResourceConfig.read(entry);
              if (entry.isWritten("name") && !names.add(resource.name())) {
                entry.problem("name", resource.name() + " is the name of an earlier resource too");
              }
              if (entry.isWritten("uri") && !uris.add(resource.uri())) {
                entry.problem("uri", resource.uri() + " is declared earlier already");
              }
              return resource;
            })
        .toList();
  }

  private WellspringConfig withSources(SettingsReader in) {
    List<SourceConfig> read =
        in.sections("sources").stream().map(this::readSource).flatMap(Optional::stream).toList();
    return new WellspringConfig(
        dataDirectory,
        http,
        soap,
        log,
        subscription,
        delivery,
        trap,
        enumeration,
        security,
        stream,
        wbem,
        resources,
        read);
  }

  private Optional<SourceConfig> readSource(SettingsReader entry) {
    Optional<SourceConfig> source = SourceConfig.read(entry);
    source
        .map(SourceConfig::resource)
        .filter(uri -> entry.isWritten("resource"))
        .filter(uri -> resources.stream().noneMatch(one -> one.uri().equals(uri)))
        .ifPresent(
            uri ->
                entry.problem(
                    "resource",
                    uri
                        + " is not among resources: "
                        + resources.stream()
                            .map(one -> one.uri().value())
                            .filter(one -> !one.equals(ResourceConfig.UNKNOWN.value()))
                            .collect(Collectors.joining(", "))));
    return source;
  }

  /** Without a users file everyone is an administrator, so only this machine may be everyone. */
  private void checkAnonymousIsLoopbackOnly(SettingsReader in) {
    if (security.users().isEmpty() && !in.isWritten("security.users") && !http.isLoopbackOnly()) {
      in.problem(
          "http.listen",
          http.listen()
              + " goes beyond this machine; without security.users anyone may do anything, so only"
              + " loopback addresses are listened on, as in http://127.0.0.1:5985");
    }
  }
}
