package org.wellspring.intake.syslog;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what follows {@code <PRI>} in the older format, which RFC 3164 describes rather than
 * prescribes. Understood: a timestamp as in §4.1.2, one with a year, or one of RFC 3339; a host
 * after it; a tag with or without {@code [pid]}. Any of them may be missing.
 */
final class Rfc3164 {
  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
  private static final Pattern BSD_TIMESTAMP =
      Pattern.compile(
          "([A-Z][a-z]{2}) {1,2}(\\d{1,2})(?: (\\d{4}))? (\\d\\d):(\\d\\d):(\\d\\d)(\\.\\d{1,9})?"
              + "(?=[ :]|$):?");
  private static final Pattern TAG =
      Pattern.compile("([^\\s:\\[\\]]{1,128})(?:\\[([^\\]\\s]{0,128})\\])?:(?: |$)");
  private static final Pattern HOST = Pattern.compile("[\\p{Alnum}_.:%-]{1,255}");

  /** A sender's clock may be this much ahead before its timestamp counts as last year's. */
  private static final Duration AHEAD = Duration.ofDays(31);

  private final ZoneId zone;

  Rfc3164(ZoneId zone) {
    this.zone = zone;
  }

  Fields read(Priority priority, String message, Instant now) {
    Matcher bsd = BSD_TIMESTAMP.matcher(message);
    if (bsd.lookingAt()) {
      Optional<String> timestamp = bsdTimestamp(bsd, now);
      if (timestamp.isPresent()) {
        return afterTimestamp(priority, timestamp, message.substring(bsd.end()).stripLeading());
      }
    }
    int space = message.indexOf(' ');
    if (space > 0 && Rfc5424.isTimestamp(message.substring(0, space))) {
      return afterTimestamp(
          priority, Optional.of(message.substring(0, space)), message.substring(space + 1));
    }
    return tagged(priority, Optional.empty(), Optional.empty(), message);
  }

  private static Fields afterTimestamp(Priority priority, Optional<String> timestamp, String rest) {
    int space = rest.indexOf(' ');
    String first = space < 0 ? rest : rest.substring(0, space);
    boolean host = HOST.matcher(first).matches() && !first.endsWith(":") && space > 0;
    return host
        ? tagged(priority, timestamp, Optional.of(first), rest.substring(space + 1))
        : tagged(priority, timestamp, Optional.empty(), rest);
  }

  private static Fields tagged(
      Priority priority, Optional<String> timestamp, Optional<String> host, String rest) {
    Matcher tag = TAG.matcher(rest);
    boolean found = tag.lookingAt();
    return new Fields(
        priority,
        timestamp,
        host,
        found ? Optional.of(tag.group(1)) : Optional.empty(),
        found ? Optional.ofNullable(tag.group(2)).filter(pid -> !pid.isEmpty()) : Optional.empty(),
        Optional.empty(),
        List.of(),
        SyslogParser.withoutBom(found ? rest.substring(tag.end()) : rest));
  }

  private Optional<String> bsdTimestamp(Matcher parts, Instant now) {
    int month = MONTHS.indexOf(parts.group(1)) + 1;
    if (month == 0) {
      return Optional.empty();
    }
    int thisYear = now.atZone(zone).getYear();
    try {
      if (parts.group(3) != null) {
        return Optional.of(iso(parts, month, Integer.parseInt(parts.group(3))));
      }
      return Optional.of(iso(parts, month, yearOf(parts, month, thisYear, now)));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  /** The year that puts the timestamp nearest before now, or a little after it. */
  private int yearOf(Matcher parts, int month, int thisYear, Instant now) {
    for (int year = thisYear + 1; year > thisYear - 8; year--) {
      boolean leapDayElsewhere =
          month == 2 && parts.group(2).equals("29") && !java.time.Year.isLeap(year);
      if (!leapDayElsewhere
          && !local(parts, month, year).atZone(zone).toInstant().isAfter(now.plus(AHEAD))) {
        return year;
      }
    }
    return thisYear;
  }

  private String iso(Matcher parts, int month, int year) {
    return local(parts, month, year)
        .atZone(zone)
        .toOffsetDateTime()
        .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
  }

  private static LocalDateTime local(Matcher parts, int month, int year) {
    LocalDateTime seconds =
        LocalDateTime.of(
            year,
            month,
            Integer.parseInt(parts.group(2)),
            Integer.parseInt(parts.group(4)),
            Integer.parseInt(parts.group(5)),
            Integer.parseInt(parts.group(6)));
    String fraction = parts.group(7);
    return fraction == null
        ? seconds
        : seconds.withNano(Integer.parseInt((fraction.substring(1) + "00000000").substring(0, 9)));
  }
}
