package org.wellspring.config;

import java.time.Duration;
import org.wellspring.config.settings.SettingsReader;
import org.wellspring.config.settings.Values;

/**
 * WS-Enumeration: {@code enumeration.*}.
 *
 * @param idleTimeout after which an enumeration nobody pulls from is forgotten, 1 s to 24 h
 * @param maxContexts enumerations open at once, 1 to 1,000,000
 * @param maxElements items in one reply, 1 to 1,000,000; who asks for more gets this
 */
public record EnumerationConfig(Duration idleTimeout, int maxContexts, int maxElements) {
  public static final EnumerationConfig DEFAULTS =
      new EnumerationConfig(Duration.ofMinutes(5), 1000, 10_000);

  static EnumerationConfig read(SettingsReader in) {
    return new EnumerationConfig(
        in.value(
            "idle-timeout",
            DEFAULTS.idleTimeout,
            Values.duration(Duration.ofSeconds(1), Duration.ofHours(24))),
        in.value("max-contexts", DEFAULTS.maxContexts, Values.wholeNumber(1, 1_000_000)),
        in.value("max-elements", DEFAULTS.maxElements, Values.wholeNumber(1, 1_000_000)));
  }
}
