package org.wellspring.config.settings;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings from environment variables: {@code log.retention.events} is {@code
 * WELLSPRING_LOG_RETENTION_EVENTS}, {@code resources[0].name} is {@code
 * WELLSPRING_RESOURCES_0_NAME}.
 */
public final class Environment {
  private static final String START = "WELLSPRING_";

  /**
   * What starts alike and is not ours: the launcher's own variables, and those that Kubernetes sets
   * for a Service called "wellspring".
   */
  private static final Pattern FOREIGN =
      Pattern.compile(
          "WELLSPRING_(HOME|URL|USER|PASSWORD|LOG_LEVEL|JAVA_OPTS|SERVICE_(HOST|PORT.*)|PORT(_.*)?)");

  private final Map<String, Pattern> byKey = new LinkedHashMap<>();

  /**
   * Knows the names of these settings.
   *
   * @param keys as of {@link SettingsReader#askedKeys}
   */
  public Environment(Collection<String> keys) {
    for (String key : keys) {
      if (!key.endsWith("*")) {
        byKey.put(key, Pattern.compile(nameOf(key).replace("[]", "_(\\d{1,4})")));
      }
    }
  }

  /** The name of the variable for a key without list entries. */
  public static String nameOf(String key) {
    return START + key.toUpperCase(java.util.Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  public Settings read(Map<String, String> variables, Problems problems) {
    Map<String, Setting> found = new LinkedHashMap<>();
    new TreeMap<>(variables)
        .forEach(
            (name, value) -> {
              if (name.startsWith(START) && !FOREIGN.matcher(name).matches()) {
                String origin = "environment " + name;
                path(name)
                    .ifPresentOrElse(
                        path -> found.put(path, Setting.scalar(value, origin)),
                        () -> problems.add(origin, "", unknown(name)));
              }
            });
    return Settings.of(found);
  }

  private Optional<String> path(String name) {
    for (Map.Entry<String, Pattern> entry : byKey.entrySet()) {
      Matcher matcher = entry.getValue().matcher(name);
      if (matcher.matches()) {
        String path = entry.getKey();
        for (int i = 1; i <= matcher.groupCount(); i++) {
          path = path.replaceFirst("\\[]", "[" + Integer.parseInt(matcher.group(i)) + "]");
        }
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  private String unknown(String name) {
    List<String> names = byKey.keySet().stream().map(Environment::nameOf).toList();
    return "there is no setting of this name"
        + Nearest.to(name, names).map(near -> "; the nearest is " + near).orElse("");
  }
}
