package org.wellspring.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The keys that pick one instance of a resource: names to values. Names are compared without case,
 * values exactly (DSP0226 R5.1.2.2-1 leaves it to the service). The order of first writing is kept.
 */
public final class SelectorSet {
  public static final SelectorSet NONE = new SelectorSet(Map.of());

  private final Map<String, String> byName;
  private final Map<String, String> folded;

  private SelectorSet(Map<String, String> byName) {
    this.byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    Map<String, String> lower = new TreeMap<>();
    byName.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    this.folded = lower;
  }

  public static SelectorSet of(Map<String, String> byName) {
    return byName.isEmpty() ? NONE : new SelectorSet(byName);
  }

  public static SelectorSet of(String name, String value) {
    return new SelectorSet(Map.of(name, value));
  }

  public Map<String, String> asMap() {
    return byName;
  }

  public boolean isEmpty() {
    return byName.isEmpty();
  }

  public Optional<String> value(String name) {
    return Optional.ofNullable(folded.get(name.toLowerCase(Locale.ROOT)));
  }

  /** These selectors but one; names without case. */
  public SelectorSet without(String name) {
    if (value(name).isEmpty()) {
      return this;
    }
    Map<String, String> others = new LinkedHashMap<>(byName);
    others.keySet().removeIf(name::equalsIgnoreCase);
    return of(others);
  }

  /**
   * Whether every selector of this set is in the other with the same value: the empty set covers
   * everything.
   */
  public boolean covers(SelectorSet other) {
    return folded.entrySet().stream()
        .allMatch(wanted -> wanted.getValue().equals(other.folded.get(wanted.getKey())));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SelectorSet that && folded.equals(that.folded);
  }

  @Override
  public int hashCode() {
    return folded.hashCode();
  }

  @Override
  public String toString() {
    return byName.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining("&"));
  }
}
