package org.wellspring.config;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;
import org.wellspring.config.settings.IpLiteral;

/**
 * A run of IPv4 multicast groups, both ends included.
 *
 * @param first as an unsigned 32-bit number
 * @param last as an unsigned 32-bit number, not below {@code first}
 */
public record GroupRange(long first, long last) {
  private static final long MULTICAST_FIRST = 0xE000_0000L;
  private static final long MULTICAST_LAST = 0xEFFF_FFFFL;
  private static final int MAX_SIZE = 65_536;

  /** Reads {@code FIRST-LAST}: at most 65,536 addresses within 224.0.0.0/4. */
  public static Function<String, GroupRange> parser() {
    return text -> {
      String[] ends = text.split("-", -1);
      if (ends.length == 2) {
        long first = number(ends[0].strip()).orElse(-1L);
        long last = number(ends[1].strip()).orElse(-1L);
        if (first >= MULTICAST_FIRST
            && last <= MULTICAST_LAST
            && first <= last
            && last - first < MAX_SIZE) {
          return new GroupRange(first, last);
        }
      }
      throw new IllegalArgumentException(
          "FIRST-LAST is wanted, at most 65536 IPv4 multicast addresses within 224.0.0.0/4, as in"
              + " 239.255.42.1-239.255.42.254");
    };
  }

  private static Optional<Long> number(String text) {
    return IpLiteral.parse(text)
        .map(InetAddress::getAddress)
        .filter(octets -> octets.length == 4)
        .map(
            octets ->
                (octets[0] & 0xFFL) << 24
                    | (octets[1] & 0xFFL) << 16
                    | (octets[2] & 0xFFL) << 8
                    | (octets[3] & 0xFFL));
  }

  /** How many groups there are. */
  public int size() {
    return (int) (last - first + 1);
  }

  /**
   * One of them, dotted.
   *
   * @param index 0 to {@code size() - 1}
   */
  public String host(int index) {
    return dotted(first + java.util.Objects.checkIndex(index, size()));
  }

  private static String dotted(long number) {
    return (number >> 24)
        + "."
        + (number >> 16 & 0xFF)
        + "."
        + (number >> 8 & 0xFF)
        + "."
        + (number & 0xFF);
  }

  @Override
  public String toString() {
    return dotted(first) + "-" + dotted(last);
  }
}
