package org.wellspring.config.settings;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of octets.
 *
 * @param octets 0 or more
 */
public record DataSize(long octets) {
  private static final Pattern SHAPE = Pattern.compile("(\\d{1,12}) ?(B|KiB|MiB|GiB)?");

  public DataSize {
    if (octets < 0) {
      throw new IllegalArgumentException("a size below 0 octets: " + octets);
    }
  }

  public static DataSize kib(long amount) {
    return new DataSize(amount << 10);
  }

  public static DataSize mib(long amount) {
    return new DataSize(amount << 20);
  }

  public static DataSize gib(long amount) {
    return new DataSize(amount << 30);
  }

  /** {@code 512KiB}, {@code 64MiB}, {@code 2GiB}, plain octets; empty when it is none of these. */
  public static Optional<DataSize> parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2) == null ? "B" : matcher.group(2);
    int shift =
        switch (unit) {
          case "KiB" -> 10;
          case "MiB" -> 20;
          case "GiB" -> 30;
          default -> 0;
        };
    return amount > Long.MAX_VALUE >> shift
        ? Optional.empty()
        : Optional.of(new DataSize(amount << shift));
  }

  /**
   * The octets as an {@code int}, for what is bounded far below 2 GiB.
   *
   * @throws ArithmeticException from 2 GiB on
   */
  public int toIntExact() {
    return Math.toIntExact(octets);
  }

  /** In the largest unit that leaves a whole number. */
  @Override
  public String toString() {
    if (octets == 0) {
      return "0";
    }
    int unit = Math.min(3, Long.numberOfTrailingZeros(octets) / 10);
    String[] names = {"", "KiB", "MiB", "GiB"};
    return (octets >> (10 * unit)) + names[unit];
  }
}
