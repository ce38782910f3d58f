package org.wellspring.sink;

/**
 * Bounds of a {@link MulticastSender}; settings {@code trap.*}.
 *
 * @param ttl routers that a datagram may pass, plus one; 0..255, 1 stays on the link
 * @param maxDatagram octets of a message, 1..65,507
 * @param repeat retransmissions after the first sending, 0..4
 * @param maxPendingRepeats retransmissions that may be planned at once; more are left out
 */
public record MulticastConfig(int ttl, int maxDatagram, int repeat, int maxPendingRepeats) {
  public static final MulticastConfig DEFAULTS = new MulticastConfig(1, 4_096, 2, 4_096);

  public MulticastConfig {
    within("trap.ttl", ttl, 0, 255);
    within("trap.max-datagram", maxDatagram, 1, 65_507);
    within("trap.repeat", repeat, 0, 4);
    within("trap.max-pending-repeats", maxPendingRepeats, 0, 1_000_000);
  }

  private static void within(String setting, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          setting + " is " + value + "; " + least + ".." + most + " is allowed");
    }
  }
}
