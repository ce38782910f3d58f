package org.wellspring.config.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wellspring.config.settings.Setting.Kind;
import org.wellspring.model.Secret;

/**
 * Takes typed values out of {@link Settings}. Never throws for what is written there: each problem
 * is collected and a stand-in returned, so that one run shows all of them; the caller ends with
 * {@link #reportUnknown} and {@link Problems#throwIfAny}. A parser (see {@link Values}) says what
 * is wanted by an {@link IllegalArgumentException}.
 *
 * <p>Keys are relative to the reader's section.
 */
public final class SettingsReader {
  private static final Pattern INDEX = Pattern.compile("\\[\\d+]");

  private enum Purpose {
    VALUES,
    /** Only to learn which keys there are: lists have one entry, all variants are visited. */
    KEYS
  }

  private record Shared(
      Settings settings,
      Problems problems,
      Set<String> askedKeys,
      Set<String> usedPaths,
      Purpose purpose) {}

  private final Shared shared;
  private final String section;

  private SettingsReader(Shared shared, String section) {
    this.shared = shared;
    this.section = section;
  }

  public static SettingsReader of(Settings settings, Problems problems) {
    return new SettingsReader(shared(settings, problems, Purpose.VALUES), "");
  }

  /** A reader without settings, for {@link #askedKeys}. */
  public static SettingsReader forKeys() {
    return new SettingsReader(shared(Settings.NONE, new Problems(), Purpose.KEYS), "");
  }

  private static Shared shared(Settings settings, Problems problems, Purpose purpose) {
    return new Shared(settings, problems, new LinkedHashSet<>(), new LinkedHashSet<>(), purpose);
  }

  /** Keys asked for so far, list entries as {@code resources[].name}, maps as {@code ….*}. */
  public Set<String> askedKeys() {
    return Set.copyOf(shared.askedKeys);
  }

  public SettingsReader section(String name) {
    return new SettingsReader(shared, path(name));
  }

  public <T> T value(String key, T fallback, Function<String, T> parser) {
    return optional(key, parser).orElse(fallback);
  }

  public <T> Optional<T> optional(String key, Function<String, T> parser) {
    String path = ask(key);
    return scalar(path).flatMap(setting -> parse(path, setting, parser));
  }

  /**
   * A value that must be written.
   *
   * @param standIn returned when it is not, so that reading can go on
   */
  public <T> T required(String key, T standIn, Function<String, T> parser) {
    if (shared.settings.find(path(key)).isEmpty() && !shared.settings.hasInside(path(key))) {
      problem(key, "must be set");
    }
    return optional(key, parser).orElse(standIn);
  }

  /** A value that never appears in a problem. */
  public Optional<Secret> secret(String key) {
    return scalar(ask(key)).map(setting -> new Secret(setting.text()));
  }

  /**
   * A list in the file, or one text with commas between the entries; empty text: empty list.
   *
   * @param fallback also returned when an entry is wrong
   */
  public <T> List<T> list(String key, List<T> fallback, Function<String, T> parser) {
    String path = ask(key);
    Optional<Setting> whole = shared.settings.find(path);
    if (whole.isPresent()) {
      if (whole.get().kind() == Kind.EMPTY_LIST) {
        shared.usedPaths.add(path);
        return List.of();
      }
      return scalar(path)
          .map(setting -> parseAll(path, split(setting), fallback, parser))
          .orElse(fallback);
    }
    if (!shared.settings.hasInside(path)) {
      return fallback;
    }
    List<Setting> entries = new ArrayList<>();
    for (int index : listIndexes(path)) {
      scalar(path + "[" + index + "]").ifPresent(entries::add);
    }
    return parseAll(path, entries, fallback, parser);
  }

  private static List<Setting> split(Setting setting) {
    return Stream.of(setting.text().split(","))
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Setting.scalar(entry, setting.origin()))
        .toList();
  }

  private <T> List<T> parseAll(
      String path, List<Setting> entries, List<T> fallback, Function<String, T> parser) {
    List<T> parsed =
        entries.stream().map(one -> parse(path, one, parser)).flatMap(Optional::stream).toList();
    return parsed.size() == entries.size() ? parsed : fallback;
  }

  private Iterable<Integer> listIndexes(String path) {
    if (shared.settings.hasInside(path) && shared.settings.indexes(path).isEmpty()) {
      add(path, "a list is wanted, not a section");
      useAllInside(path);
    }
    return shared.settings.indexes(path);
  }

  /** One reader per entry of a list of sections. */
  public List<SettingsReader> sections(String key) {
    String path = path(key);
    if (shared.purpose == Purpose.KEYS) {
      return List.of(new SettingsReader(shared, path + "[]"));
    }
    Optional<Setting> whole = shared.settings.find(path);
    whole.ifPresent(
        setting -> {
          shared.usedPaths.add(path);
          if (setting.kind() == Kind.SCALAR) {
            add(path, "a list of sections is wanted, not one value");
          }
        });
    List<SettingsReader> entries = new ArrayList<>();
    for (int index : listIndexes(path)) {
      String entry = path + "[" + index + "]";
      if (shared.settings.hasInside(entry)) {
        entries.add(new SettingsReader(shared, entry));
      } else {
        add(entry, "a section is wanted, not one value");
        shared.usedPaths.add(entry);
      }
    }
    return entries;
  }

  /** Names and values of a section whose names are free. */
  public Map<String, String> map(String key, Function<String, String> parser) {
    String path = path(key);
    shared.askedKeys.add(keyOf(path) + ".*");
    Map<String, String> found = new LinkedHashMap<>();
    if (shared.settings.find(path).isPresent()) {
      shared.usedPaths.add(path);
      if (shared.settings.find(path).get().kind() == Kind.SCALAR) {
        add(path, "a section of names and values is wanted, not one value");
      }
    }
    for (String inner : List.copyOf(shared.settings.asMap().keySet())) {
      if (inner.startsWith(path + ".") && inner.indexOf('[', path.length()) < 0) {
        scalar(inner)
            .flatMap(setting -> parse(inner, setting, parser))
            .ifPresent(value -> found.put(inner.substring(path.length() + 1), value));
      }
    }
    return found;
  }

  /**
   * Reads one of several kinds of section, chosen by the value of a required key.
   *
   * @return empty when that key is missing or wrong; the rest of the section is then not looked at
   */
  public <E extends Enum<E>, T> Optional<T> variant(
      String key, Class<E> kinds, Function<E, T> read) {
    if (shared.purpose == Purpose.KEYS) {
      ask(key);
      return List.of(kinds.getEnumConstants()).stream().map(read).reduce((first, last) -> last);
    }
    if (shared.settings.find(path(key)).isEmpty()) {
      problem(key, "must be set: " + Values.wordsOf(kinds));
    }
    Optional<E> kind = optional(key, Values.choice(kinds));
    if (kind.isEmpty()) {
      useAllInside(section);
    }
    return kind.map(read);
  }

  /** Reports a key that is no longer there. */
  public void retired(String key, String instead) {
    String path = path(key);
    if (shared.settings.find(path).isPresent() || shared.settings.hasInside(path)) {
      add(path, "is retired; " + instead);
      shared.usedPaths.add(path);
      useAllInside(path);
    }
  }

  /** Adds a problem with the value of a key, such as one that does not go with another. */
  public void problem(String key, String message) {
    add(path(key), message);
  }

  /** Whether anything is written for this key or inside it. */
  public boolean isWritten(String key) {
    return shared.settings.find(path(key)).isPresent() || shared.settings.hasInside(path(key));
  }

  /** Reports everything that nobody has asked for; call last. */
  public void reportUnknown() {
    shared.settings.asMap().forEach(this::reportIfUnknown);
  }

  private void reportIfUnknown(String path, Setting setting) {
    if (shared.usedPaths.contains(path)) {
      return;
    }
    String key = keyOf(path);
    boolean emptySection =
        setting.kind() != Kind.SCALAR
            && shared.askedKeys.stream().anyMatch(asked -> Settings.isInside(asked, key));
    if (!emptySection) {
      String near =
          Nearest.to(key, shared.askedKeys)
              .map(name -> "; the nearest is " + withIndexesOf(path, name))
              .orElse("");
      shared.problems.add(setting.origin(), path, "there is no setting of this name" + near);
    }
  }

  private static String withIndexesOf(String path, String key) {
    String filled = key;
    Matcher index = INDEX.matcher(path);
    while (index.find()) {
      filled = filled.replaceFirst("\\[]", index.group());
    }
    return filled;
  }

  private Optional<Setting> scalar(String path) {
    Optional<Setting> written = shared.settings.find(path);
    if (shared.settings.hasInside(path)) {
      add(path, "one value is wanted, not a list or a section");
      useAllInside(path);
      shared.usedPaths.add(path);
      return Optional.empty();
    }
    written.ifPresent(setting -> shared.usedPaths.add(path));
    if (written.isPresent() && written.get().kind() != Kind.SCALAR) {
      add(path, "has no value; write one, or take the line out");
      return Optional.empty();
    }
    return written;
  }

  private <T> Optional<T> parse(String path, Setting setting, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(setting.text()));
    } catch (IllegalArgumentException e) {
      String seen = setting.text().isEmpty() ? "nothing" : setting.text();
      shared.problems.add(setting.origin(), path, seen + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private String ask(String key) {
    String path = path(key);
    shared.askedKeys.add(keyOf(path));
    return path;
  }

  private String path(String key) {
    return section.isEmpty() ? key : section + "." + key;
  }

  private static String keyOf(String path) {
    return INDEX.matcher(path).replaceAll("[]");
  }

  private void useAllInside(String path) {
    for (String inner : shared.settings.asMap().keySet()) {
      if (Settings.isInside(inner, path)) {
        shared.usedPaths.add(inner);
      }
    }
  }

  private void add(String path, String message) {
    shared.problems.add(placeOf(path), path, message);
  }

  /** Where the path is written, or the first thing inside it, or what is around it. */
  private String placeOf(String path) {
    Map<String, Setting> all = shared.settings.asMap();
    for (String here = path; !here.isEmpty(); here = outer(here)) {
      for (Map.Entry<String, Setting> entry : all.entrySet()) {
        if (entry.getKey().equals(here) || Settings.isInside(entry.getKey(), here)) {
          return entry.getValue().origin();
        }
      }
    }
    return "settings";
  }

  private static String outer(String path) {
    return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
  }
}
