package org.wellspring.config.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.wellspring.config.settings.Setting.Kind;

/**
 * Settings by dotted path, list entries as {@code resources[0].name}, in the order of writing.
 * Immutable.
 */
public final class Settings {
  public static final Settings NONE = new Settings(Map.of());

  /** What a path looks like: names of letters, digits, {@code - _}, dots between, indexes. */
  static final Pattern PATH =
      Pattern.compile("[A-Za-z0-9_-]+(\\[\\d{1,4}])?(\\.[A-Za-z0-9_-]+(\\[\\d{1,4}])?)*");

  private final Map<String, Setting> byPath;

  private Settings(Map<String, Setting> byPath) {
    this.byPath = Collections.unmodifiableMap(new LinkedHashMap<>(byPath));
  }

  public static Settings of(Map<String, Setting> byPath) {
    return new Settings(byPath);
  }

  public Map<String, Setting> asMap() {
    return byPath;
  }

  public Optional<Setting> find(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /** Whether anything is written inside this path: a section's members or a list's entries. */
  public boolean hasInside(String path) {
    return byPath.keySet().stream().anyMatch(other -> isInside(other, path));
  }

  /** Indexes used in the list at this path, ascending. */
  public SortedSet<Integer> indexes(String path) {
    SortedSet<Integer> found = new TreeSet<>();
    String start = path + "[";
    for (String other : byPath.keySet()) {
      if (other.startsWith(start)) {
        found.add(Integer.parseInt(other, start.length(), other.indexOf(']', start.length()), 10));
      }
    }
    return found;
  }

  /** These settings with others above them: what is written there replaces what is written here. */
  public Settings overriddenBy(Settings higher) {
    Map<String, Setting> merged = new LinkedHashMap<>(byPath);
    higher.byPath.forEach(
        (path, setting) -> {
          if (setting.kind() != Kind.NOTHING || !hasInside(path)) {
            merged.keySet().removeIf(here -> byPath.containsKey(here) && clash(here, path));
            merged.put(path, setting);
          }
        });
    return new Settings(merged);
  }

  /**
   * These settings, included by a file with others: its lists go behind the lists here, {@code []}
   * empties a list, everything else replaces what is written here.
   */
  public Settings includedBy(Settings including) {
    Map<String, Setting> shifted = new LinkedHashMap<>();
    including.byPath.forEach((path, setting) -> shifted.put(behindOwn(path), setting));
    return overriddenBy(new Settings(shifted));
  }

  private String behindOwn(String path) {
    int open = path.indexOf('[');
    if (open < 0) {
      return path;
    }
    SortedSet<Integer> own = indexes(path.substring(0, open));
    int shift = own.isEmpty() ? 0 : own.last() + 1;
    int close = path.indexOf(']', open);
    int index = Integer.parseInt(path, open + 1, close, 10);
    return path.substring(0, open + 1) + (index + shift) + path.substring(close);
  }

  /** Two paths of which one is the other or lies inside it cannot both be set. */
  private static boolean clash(String one, String other) {
    return one.equals(other) || isInside(one, other) || isInside(other, one);
  }

  static boolean isInside(String path, String outer) {
    return path.length() > outer.length()
        && path.startsWith(outer)
        && (path.charAt(outer.length()) == '.' || path.charAt(outer.length()) == '[');
  }
}
