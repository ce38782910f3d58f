package org.wellspring.subscription;

/**
 * Consecutive IPv4 multicast groups.
 *
 * @param first the first one as a 32-bit number
 * @param size how many; 0: Trap mode is not offered
 */
public record GroupRange(int first, int size, int port) {
  public static final GroupRange NONE = new GroupRange(0, 0, 0);

  /** Dotted form of the n-th group. */
  String host(int n) {
    int address = first + n;
    return ((address >>> 24) & 0xff)
        + "."
        + ((address >>> 16) & 0xff)
        + "."
        + ((address >>> 8) & 0xff)
        + "."
        + (address & 0xff);
  }
}
