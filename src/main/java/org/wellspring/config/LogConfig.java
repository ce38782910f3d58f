package org.wellspring.config;

import java.time.Duration;
import org.wellspring.config.settings.DataSize;
import org.wellspring.config.settings.SettingsReader;
import org.wellspring.config.settings.Values;

/**
 * The event log: {@code log.*}.
 *
 * @param retention how much is kept
 * @param dedupWindow how long a publisher's event id is remembered, so that a repeat is dropped; 0
 *     (never) to 7 d
 * @param dedupMax ids remembered at most, 0 to 10,000,000
 */
public record LogConfig(Retention retention, Duration dedupWindow, int dedupMax) {
  public static final LogConfig DEFAULTS =
      new LogConfig(
          new Retention(1_000_000, Duration.ofDays(7), DataSize.gib(2)),
          Duration.ofMinutes(10),
          100_000);

  /**
   * The oldest events go when any of these is exceeded; who had not seen them is told.
   *
   * @param events 1 to 1,000,000,000
   * @param age 1 s to 3,650 d
   * @param bytes octets of event bodies, 64 KiB to 1,024 GiB
   */
  public record Retention(long events, Duration age, DataSize bytes) {}

  static LogConfig read(SettingsReader in) {
    Retention fallback = DEFAULTS.retention;
    return new LogConfig(
        new Retention(
            in.value("retention.events", fallback.events, Values.longNumber(1, 1_000_000_000)),
            in.value(
                "retention.age",
                fallback.age,
                Values.duration(Duration.ofSeconds(1), Duration.ofDays(3650))),
            in.value(
                "retention.bytes",
                fallback.bytes,
                Values.size(DataSize.kib(64), DataSize.gib(1024)))),
        in.value(
            "dedup-window",
            DEFAULTS.dedupWindow,
            Values.duration(Duration.ZERO, Duration.ofDays(7))),
        in.value("dedup-max", DEFAULTS.dedupMax, Values.wholeNumber(0, 10_000_000)));
  }
}
