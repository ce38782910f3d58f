package org.wellspring.cim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The name of an instance: class and keys, and where it is. DSP0004 §8.2.
 *
 * @param namespace without a leading slash; empty: the one of the place where the path stands
 * @param keys in the order written; values that are no references are canonical texts
 */
public record InstancePath(
    Optional<String> namespace, String className, Map<String, CimValue> keys) {
  public InstancePath {
    keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
  }

  /** The value of a key. */
  public Optional<CimValue> key(String name) {
    return keys.entrySet().stream()
        .filter(key -> key.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** The path in a namespace: there, and in references among its keys, where none is given. */
  public InstancePath in(String place) {
    Map<String, CimValue> placed = new LinkedHashMap<>();
    keys.forEach(
        (name, value) ->
            placed.put(
                name, value.asPath().map(path -> CimValue.of(path.in(place))).orElse(value)));
    return new InstancePath(Optional.of(namespace.orElse(place)), className, placed);
  }

  /**
   * One text for all ways to write the same path: names, classes and namespaces in lower case, keys
   * sorted, values exactly.
   */
  public String canonical() {
    Map<String, String> sorted = new TreeMap<>();
    keys.forEach((name, value) -> sorted.put(name.toLowerCase(Locale.ROOT), canonical(value)));
    return namespace.orElse("").toLowerCase(Locale.ROOT)
        + ":"
        + className.toLowerCase(Locale.ROOT)
        + sorted.entrySet().stream()
            .map(key -> key.getKey() + "=" + key.getValue())
            .collect(Collectors.joining(",", ".", ""));
  }

  private static String canonical(CimValue value) {
    return quoted(value.asPath().map(InstancePath::canonical).orElse(value.asText().orElse("")));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Whether the other one names the same instance, case of names apart. */
  public boolean names(InstancePath other) {
    return canonical().equals(other.canonical());
  }

  /** The form of DSP0207, for people: {@code interop:CIM_IndicationFilter.Name="x",…}. */
  @Override
  public String toString() {
    List<String> written = new ArrayList<>();
    keys.forEach(
        (name, value) ->
            written.add(
                name
                    + "="
                    + quoted(
                        value
                            .asPath()
                            .map(InstancePath::toString)
                            .orElse(value.asText().orElse("")))));
    return namespace.map(place -> place + ":").orElse("")
        + className
        + "."
        + String.join(",", written);
  }
}
