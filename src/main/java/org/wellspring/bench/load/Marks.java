package org.wellspring.bench.load;

/**
 * The number that each event of a bench carries, in octets that are found without a parser: {@code
 * Seq="SS-NNNNNNNNNN"}, two digits for the stream (one publisher's own order) and ten for the place
 * in it. Its length is fixed, so that a copy of a message can be given another number.
 */
public final class Marks {
  private static final int STREAM_AT = "Seq='".length();
  private static final int NUMBER_AT = STREAM_AT + 3;
  private static final int DIGITS = 10;
  private static final int WHOLE = NUMBER_AT + DIGITS + 1;

  private Marks() {}

  /** Told of each number found. */
  @FunctionalInterface
  public interface Found {
    void at(int stream, long number);
  }

  static String text(int stream, long number) {
    String digits = Long.toString(number);
    return (char) ('0' + stream / 10)
        + ""
        + (char) ('0' + stream % 10)
        + "-"
        + "0".repeat(DIGITS - digits.length())
        + digits;
  }

  /** The first mark at or after an index; -1: none before the end. */
  public static int next(byte[] octets, int from, int end) {
    for (int i = from; i <= end - WHOLE; i++) {
      if (octets[i] == 'S'
          && octets[i + 1] == 'e'
          && octets[i + 2] == 'q'
          && octets[i + 3] == '=') {
        return i;
      }
    }
    return -1;
  }

  /** Reads all marks; returns how many there are. */
  public static int each(byte[] octets, int from, int end, Found found) {
    int count = 0;
    int at = next(octets, from, end);
    while (at >= 0) {
      found.at((int) digits(octets, at + STREAM_AT, 2), digits(octets, at + NUMBER_AT, DIGITS));
      count++;
      at = next(octets, at + WHOLE, end);
    }
    return count;
  }

  /** Where the digits of the number of a mark begin. */
  static int numberAt(int mark) {
    return mark + NUMBER_AT;
  }

  static int digits() {
    return DIGITS;
  }

  private static long digits(byte[] octets, int from, int count) {
    long value = 0;
    for (int i = from; i < from + count; i++) {
      value = value * 10 + (octets[i] - '0');
    }
    return value;
  }
}
