package org.wellspring.config.settings;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Parsers for the kinds of values that settings have. Their exceptions say what is wanted. */
public final class Values {
  private static final Pattern SIMPLE_DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private Values() {}

  /** Any text of at least one character. */
  public static Function<String, String> text() {
    return text -> {
      check(!text.isBlank(), "a text is wanted");
      return text;
    };
  }

  /** Text of a given shape. */
  public static Function<String, String> text(Pattern shape, String wanted) {
    return text -> {
      check(shape.matcher(text).matches(), wanted);
      return text;
    };
  }

  public static Function<String, Integer> wholeNumber(int least, int most) {
    return longNumber(least, most).andThen(Math::toIntExact);
  }

  public static Function<String, Long> longNumber(long least, long most) {
    return text -> {
      String wanted = "a whole number from " + least + " to " + most + " is wanted";
      check(text.matches("-?\\d{1,19}"), wanted);
      BigInteger value = new BigInteger(text);
      check(value.bitLength() < Long.SIZE, wanted);
      check(value.longValue() >= least && value.longValue() <= most, wanted);
      return value.longValue();
    };
  }

  public static Function<String, Double> decimal() {
    return text -> {
      try {
        return new BigDecimal(text).doubleValue();
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("a number is wanted, as in 0.75 or 1e9", e);
      }
    };
  }

  public static Function<String, Boolean> flag() {
    return text -> {
      check(text.equals("true") || text.equals("false"), "true or false is wanted");
      return text.equals("true");
    };
  }

  /** {@code 500ms}, {@code 30s}, {@code 5m}, {@code 24h}, {@code 7d} or ISO {@code PT5M}. */
  public static Function<String, Duration> duration(Duration least, Duration most) {
    return text -> {
      String wanted =
          "a duration from %s to %s is wanted, as in 500ms, 30s, 5m, 24h, 7d or PT5M"
              .formatted(written(least), written(most));
      Duration value = parseDuration(text, wanted);
      check(value.compareTo(least) >= 0 && value.compareTo(most) <= 0, wanted);
      return value;
    };
  }

  private static Duration parseDuration(String text, String wanted) {
    Matcher simple = SIMPLE_DURATION.matcher(text);
    if (!simple.matches()) {
      try {
        return Duration.parse(text);
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException(wanted, e);
      }
    }
    long amount = Long.parseLong(simple.group(1));
    return switch (simple.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  private static String written(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 86_400_000 == 0 && millis > 0) {
      return millis / 86_400_000 + "d";
    }
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }

  public static Function<String, DataSize> size(DataSize least, DataSize most) {
    return text -> {
      String wanted =
          "a size from %s to %s is wanted, in octets or as in 512KiB, 64MiB, 2GiB"
              .formatted(least, most);
      DataSize value = DataSize.parse(text).orElseThrow(() -> new IllegalArgumentException(wanted));
      check(value.octets() >= least.octets() && value.octets() <= most.octets(), wanted);
      return value;
    };
  }

  /** A constant by its name in lower case with dashes. */
  public static <E extends Enum<E>> Function<String, E> choice(Class<E> type) {
    return text ->
        Arrays.stream(type.getEnumConstants())
            .filter(constant -> word(constant).equals(text))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(wordsOf(type) + " is wanted"));
  }

  static String wordsOf(Class<? extends Enum<?>> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(Values::word)
        .collect(Collectors.joining(" or "));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** An absolute URI, kept as it is written. */
  public static Function<String, URI> absoluteUri() {
    return text -> {
      URI uri = parseUri(text);
      check(uri.isAbsolute(), "an absolute URI is wanted, as in http://example.org/thing");
      return uri;
    };
  }

  /** {@code http://HOST[:PORT][/PATH]} or {@code https:}. */
  public static Function<String, URI> httpUri() {
    return text -> {
      URI uri = parseUri(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean plain =
          uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null;
      check(
          http && uri.getHost() != null && plain,
          "http://HOST:PORT/PATH or https:… is wanted, without user, query or fragment");
      return uri;
    };
  }

  private static URI parseUri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("a URI is wanted; this is not one: " + e.getReason(), e);
    }
  }

  public static Function<String, Path> path() {
    return text -> {
      try {
        check(!text.isBlank(), "a path is wanted");
        return Path.of(text);
      } catch (InvalidPathException e) {
        throw new IllegalArgumentException("a path is wanted: " + e.getReason(), e);
      }
    };
  }

  /** {@code HH:MM}. */
  public static Function<String, LocalTime> timeOfDay() {
    return text -> {
      check(
          text.matches("([01]\\d|2[0-3]):[0-5]\\d"), "a time HH:MM from 00:00 to 23:59 is wanted");
      return LocalTime.parse(text);
    };
  }

  private static void check(boolean fine, String wanted) {
    if (!fine) {
      throw new IllegalArgumentException(wanted);
    }
  }
}
