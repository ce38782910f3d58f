package org.wellspring.filter.querylist;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Numbers and points of time as they stand in Windows events. */
final class EventValues {
  /** Longer ones are no numbers that an event holds. */
  private static final int LONGEST_NUMBER = 100;

  /** A FILETIME counts tenths of a microsecond from here. */
  private static final Instant FILE_TIME_START = Instant.parse("1601-01-01T00:00:00Z");

  private static final long FILE_TIME_PER_SECOND = 10_000_000;

  private EventValues() {}

  /** A decimal number, or a hexadecimal one behind {@code 0x}; null for what is none. */
  static @Nullable BigDecimal number(String text) {
    String digits = text.strip();
    if (digits.isEmpty() || digits.length() > LONGEST_NUMBER) {
      return null;
    }
    if (digits.startsWith("0x") || digits.startsWith("0X")) {
      boolean hex = digits.substring(2).matches("[0-9a-fA-F]+");
      return hex ? new BigDecimal(new BigInteger(digits.substring(2), 16)) : null;
    }
    return digits.matches("-?(\\d+(\\.\\d*)?|\\.\\d+)") ? decimal(digits) : null;
  }

  private static BigDecimal decimal(String digits) {
    return new BigDecimal(digits.endsWith(".") ? digits + "0" : digits);
  }

  /** A date-time with zone, or a FILETIME; null for what is none. */
  static @Nullable Instant time(String text) {
    String stripped = text.strip();
    if (stripped.matches("\\d{1,18}")) {
      long ticks = Long.parseLong(stripped);
      return FILE_TIME_START
          .plusSeconds(ticks / FILE_TIME_PER_SECOND)
          .plusNanos(ticks % FILE_TIME_PER_SECOND * 100);
    }
    return dateTime(stripped);
  }

  /** A date-time with zone; null for what is none. */
  static @Nullable Instant dateTime(String text) {
    if (text.length() < 20 || text.charAt(4) != '-' || text.charAt(10) != 'T') {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
