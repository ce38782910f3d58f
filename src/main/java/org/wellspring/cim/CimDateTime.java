package org.wellspring.cim;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The two forms of a CIM datetime, 25 characters each: {@code yyyymmddhhmmss.mmmmmm+utc}, utc in
 * minutes, and the interval {@code ddddddddhhmmss.mmmmmm:000}. DSP0004 §5.2.4.
 */
public final class CimDateTime {
  private static final Pattern TIMESTAMP =
      Pattern.compile("([0-9*]{14})\\.([0-9*]{6})([+-])([0-9]{3})");
  private static final Pattern INTERVAL =
      Pattern.compile("([0-9*]{8})([0-9*]{6})\\.([0-9*]{6}):000");
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss.SSSSSS", Locale.ROOT);

  private CimDateTime() {}

  /** A moment, in UTC. */
  public static String of(Instant moment) {
    return FORM.format(moment.atOffset(ZoneOffset.UTC)) + "+000";
  }

  /** An interval, not negative. */
  public static String of(Duration interval) {
    return String.format(
        Locale.ROOT,
        "%08d%02d%02d%02d.%06d:000",
        interval.toDays(),
        interval.toHoursPart(),
        interval.toMinutesPart(),
        interval.toSecondsPart(),
        interval.toNanosPart() / 1000);
  }

  /** The moment that a timestamp names; empty for intervals and for those with asterisks. */
  public static Optional<Instant> instant(String text) {
    Matcher timestamp = TIMESTAMP.matcher(text);
    if (!timestamp.matches()) {
      return Optional.empty();
    }
    try {
      int minutes = Integer.parseInt(timestamp.group(4));
      LocalDateTime local =
          LocalDateTime.parse(timestamp.group(1) + "." + timestamp.group(2), FORM);
      return Optional.of(
          local
              .minusMinutes(timestamp.group(3).equals("+") ? minutes : -minutes)
              .toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty(); // asterisks stand for fields that do not matter
    }
  }

  /** The length of an interval; empty for timestamps and for those with asterisks. */
  public static Optional<Duration> interval(String text) {
    Matcher interval = INTERVAL.matcher(text);
    if (!interval.matches() || text.indexOf('*') >= 0) {
      return Optional.empty();
    }
    String time = interval.group(2);
    return Optional.of(
        Duration.ofDays(Long.parseLong(interval.group(1)))
            .plusHours(Long.parseLong(time.substring(0, 2)))
            .plusMinutes(Long.parseLong(time.substring(2, 4)))
            .plusSeconds(Long.parseLong(time.substring(4, 6)))
            .plusNanos(1000 * Long.parseLong(interval.group(3))));
  }

  /** Either form as it is; an ISO 8601 time or duration, as events bring them, in CIM's form. */
  static String canonical(String text) {
    if (TIMESTAMP.matcher(text).matches() || INTERVAL.matcher(text).matches()) {
      return text;
    }
    try {
      return text.startsWith("P")
          ? of(Duration.parse(text))
          : of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      String seen = text.length() > 64 ? text.substring(0, 64) + "…" : text;
      throw new IllegalArgumentException(
          "\""
              + seen
              + "\" is no datetime: yyyymmddhhmmss.mmmmmm+utc, ddddddddhhmmss.mmmmmm:000 or"
              + " ISO 8601 with an offset is wanted",
          e);
    }
  }
}
