package org.wellspring.soap;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wellspring.model.LeaseWish;

/**
 * Durations and times as XML Schema writes them. Fractions of any length occur: {@code
 * PT600.000000S}.
 */
public final class XsdDuration {
  private static final Pattern FORM =
      Pattern.compile(
          "(-)?P(?:(\\d{1,9})Y)?(?:(\\d{1,9})M)?(?:(\\d{1,9})D)?"
              + "(?:T(?:(\\d{1,12})H)?(?:(\\d{1,12})M)?(?:(\\d{1,15}(?:\\.\\d{1,20})?)S)?)?");

  private XsdDuration() {}

  /** Empty when the text is no duration. */
  public static Optional<LeaseWish.For> parse(String text) {
    Matcher m = FORM.matcher(text.strip());
    if (!m.matches() || text.strip().endsWith("P") || text.strip().endsWith("T")) {
      return Optional.empty();
    }
    try {
      Period calendar = Period.of(number(m, 2), number(m, 3), number(m, 4));
      Duration time =
          Duration.ofHours(longNumber(m, 5))
              .plusMinutes(longNumber(m, 6))
              .plus(seconds(m.group(7)));
      boolean negative = m.group(1) != null;
      return Optional.of(
          negative
              ? new LeaseWish.For(calendar.negated(), time.negated())
              : new LeaseWish.For(calendar, time));
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static int number(Matcher m, int group) {
    return m.group(group) == null ? 0 : Integer.parseInt(m.group(group));
  }

  private static long longNumber(Matcher m, int group) {
    return m.group(group) == null ? 0 : Long.parseLong(m.group(group));
  }

  private static Duration seconds(@org.jspecify.annotations.Nullable String text) {
    if (text == null) {
      return Duration.ZERO;
    }
    BigDecimal seconds = new BigDecimal(text);
    long whole = seconds.longValue();
    int nanos = seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).intValue();
    return Duration.ofSeconds(whole, nanos);
  }

  /**
   * A duration without years and months: intervals and time-outs. Months count 30 days, years 365.
   */
  public static Optional<Duration> parseInterval(String text) {
    return parse(text)
        .map(
            d ->
                d.time()
                    .plusDays(
                        365L * d.calendar().getYears()
                            + 30L * d.calendar().getMonths()
                            + d.calendar().getDays()));
  }

  /** A dateTime; without zone it is taken as UTC. Empty when the text is none. */
  public static Optional<Instant> parseDateTime(String text) {
    String value = text.strip();
    try {
      return Optional.of(OffsetDateTime.parse(value).toInstant());
    } catch (DateTimeParseException noZone) {
      try {
        return Optional.of(LocalDateTime.parse(value).toInstant(ZoneOffset.UTC));
      } catch (DateTimeParseException none) {
        return Optional.empty();
      }
    }
  }

  /** {@code PT1H2M3S}, to the millisecond; whole days stay hours. */
  public static String format(Duration duration) {
    return Duration.ofMillis(duration.toMillis()).toString();
  }
}
