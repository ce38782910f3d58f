package org.wellspring.config;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.wellspring.config.settings.SettingsReader;
import org.wellspring.config.settings.Values;

/**
 * REST event streams: {@code stream.*}.
 *
 * @param cell the name of the server's own cell, which a criteria's cell condition is about; 1 to
 *     128 characters; absent: {@code pncell_} and the name of the machine
 * @param tokenValidity how long a login is good for, 1 min to 365 d
 * @param heartbeat interval after which an idle stream of Server-Sent Events is written to, 1 s to
 *     1 h
 * @param maxReaders streams of Server-Sent Events at once, 1 to 100,000
 */
public record StreamConfig(
    Optional<String> cell, Duration tokenValidity, Duration heartbeat, int maxReaders) {
  public static final StreamConfig DEFAULTS =
      new StreamConfig(Optional.empty(), Duration.ofHours(24), Duration.ofSeconds(15), 1_000);

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  static StreamConfig read(SettingsReader in) {
    return new StreamConfig(
        in.optional("cell", cellName()),
        in.value(
            "token-validity",
            DEFAULTS.tokenValidity,
            Values.duration(Duration.ofMinutes(1), Duration.ofDays(365))),
        in.value(
            "heartbeat",
            DEFAULTS.heartbeat,
            Values.duration(Duration.ofSeconds(1), Duration.ofHours(1))),
        in.value("max-readers", DEFAULTS.maxReaders, Values.wholeNumber(1, 100_000)));
  }

  /** What a cell may be called. */
  static Function<String, String> cellName() {
    return Values.text(NAME, "1 to 128 letters, digits, '.', '_' and '-' are wanted");
  }
}
