package org.wellspring.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.wellspring.config.settings.SettingsReader;
import org.wellspring.config.settings.Values;

/**
 * WBEM clients: {@code wbem.*}.
 *
 * @param interop name of the Interop namespace
 * @param systemName of this system; empty: the host's name
 * @param maxInstances destinations, filters and subscriptions that clients may make, 1 to 1,000,000
 * @param classes files with more class declarations, MOF
 * @param filters indication filters that are there from the start
 * @param collections of those
 */
public record WbemConfig(
    String interop,
    Optional<String> systemName,
    int maxInstances,
    Retry retry,
    List<Path> classes,
    List<Filter> filters,
    List<Collection> collections) {
  public static final WbemConfig DEFAULTS =
      new WbemConfig(
          "interop",
          Optional.empty(),
          10_000,
          new Retry(3, Duration.ofSeconds(30)),
          List.of(),
          List.of(),
          List.of());

  private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9_]+(/[A-Za-z0-9_]+)*");
  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,256}");
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z0-9:.-]{1,64}");

  public WbemConfig {
    classes = List.copyOf(classes);
    filters = List.copyOf(filters);
    collections = List.copyOf(collections);
  }

  /**
   * How often an indication is tried: {@code wbem.retry.*}.
   *
   * @param attempts after the first one, 0 to 1,000
   * @param interval between attempts, 1 ms to 24 h
   */
  public record Retry(int attempts, Duration interval) {}

  /**
   * An entry of {@code wbem.filters}.
   *
   * @param name unique, 1 to 256 characters
   * @param individual whether one may subscribe to it without a collection
   */
  public record Filter(
      String name,
      String query,
      String language,
      List<String> namespaces,
      String description,
      boolean individual) {
    public Filter {
      namespaces = List.copyOf(namespaces);
    }
  }

  /**
   * An entry of {@code wbem.collections}.
   *
   * @param filters names of declared filters
   */
  public record Collection(String name, List<String> filters) {
    public Collection {
      filters = List.copyOf(filters);
    }
  }

  static WbemConfig read(SettingsReader in) {
    WbemConfig read =
        new WbemConfig(
            in.value("interop", DEFAULTS.interop, namespace()),
            in.optional(
                "system-name", Values.text(NAME, "a name of 1 to 256 characters is wanted")),
            in.value("max-instances", DEFAULTS.maxInstances, Values.wholeNumber(1, 1_000_000)),
            new Retry(
                in.value("retry.attempts", DEFAULTS.retry.attempts, Values.wholeNumber(0, 1_000)),
                in.value(
                    "retry.interval",
                    DEFAULTS.retry.interval,
                    Values.duration(Duration.ofMillis(1), Duration.ofHours(24)))),
            in.list("classes", List.of(), Values.path()),
            in.sections("filters").stream().map(WbemConfig::filter).toList(),
            in.sections("collections").stream().map(WbemConfig::collection).toList());
    read.check(in);
    return read;
  }

  private static java.util.function.Function<String, String> namespace() {
    return Values.text(NAMESPACE, "a CIM namespace is wanted, as in root/cimv2");
  }

  private static Filter filter(SettingsReader in) {
    return new Filter(
        in.required("name", "unknown", Values.text(NAME, "1 to 256 characters are wanted")),
        in.required("query", "unknown", Values.text()),
        in.value(
            "language",
            "DMTF:CQL",
            Values.text(LANGUAGE, "a query language is wanted: DMTF:CQL or WQL")),
        in.list("namespaces", List.of(), namespace()),
        in.value("description", "", Values.text()),
        in.value("individual", true, Values.flag()));
  }

  private static Collection collection(SettingsReader in) {
    return new Collection(
        in.required("name", "unknown", Values.text(NAME, "1 to 256 characters are wanted")),
        in.list("filters", List.of(), Values.text()));
  }

  private void check(SettingsReader in) {
    Set<String> names = new HashSet<>();
    for (Filter filter : filters) {
      if (!names.add(filter.name)) {
        in.problem("filters", filter.name + " is the name of two filters");
      }
    }
    for (Collection collection : collections) {
      for (String member : collection.filters) {
        if (!names.contains(member)) {
          in.problem("collections", member + " in " + collection.name + " is none of the filters");
        }
      }
    }
  }
}
