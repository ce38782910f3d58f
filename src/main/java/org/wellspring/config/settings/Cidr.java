package org.wellspring.config.settings;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;
import org.wellspring.model.Bytes;

/**
 * A block of IPv4 or IPv6 addresses.
 *
 * @param network 4 or 16 octets; those behind the prefix are zero
 * @param prefixLength in bits, 0 to 32 or 128
 */
public record Cidr(Bytes network, int prefixLength) {
  private static final int MAPPED_BITS = 96;

  /**
   * Reads {@code 10.0.0.0/8}, {@code fe80::/10}, or an address alone. IPv4-mapped IPv6 blocks
   * become IPv4 blocks.
   */
  public static Function<String, Cidr> parser() {
    return text ->
        parse(text)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "an address block is wanted, as in 10.0.0.0/8 or fe80::/10, with no bits"
                            + " set behind the prefix"));
  }

  public static Optional<Cidr> parse(String text) {
    int slash = text.indexOf('/');
    String prefix = slash < 0 ? "" : text.substring(slash + 1);
    Optional<InetAddress> address = IpLiteral.parse(slash < 0 ? text : text.substring(0, slash));
    if (address.isEmpty() || (slash >= 0 && !prefix.matches("\\d{1,3}"))) {
      return Optional.empty();
    }
    byte[] octets = address.get().getAddress();
    int bits = octets.length * 8;
    if (slash >= 0) {
      boolean mapped = text.indexOf(':') >= 0 && octets.length == 4;
      bits = Integer.parseInt(prefix) - (mapped ? MAPPED_BITS : 0);
    }
    boolean fits = bits >= 0 && bits <= octets.length * 8;
    Cidr block = new Cidr(Bytes.wrap(octets), bits);
    return fits && block.hasNothingBehindPrefix() ? Optional.of(block) : Optional.empty();
  }

  private boolean hasNothingBehindPrefix() {
    for (int bit = prefixLength; bit < network.length() * 8; bit++) {
      if ((network.unsafeArray()[bit / 8] & (0x80 >> (bit % 8))) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether the address, of the same family, is in this block. */
  public boolean contains(InetAddress address) {
    byte[] octets = address.getAddress();
    if (octets.length != network.length()) {
      return false;
    }
    for (int bit = 0; bit < prefixLength; bit++) {
      if (((octets[bit / 8] ^ network.unsafeArray()[bit / 8]) & (0x80 >> (bit % 8))) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    try {
      return InetAddress.getByAddress(network.unsafeArray()).getHostAddress() + "/" + prefixLength;
    } catch (java.net.UnknownHostException e) {
      throw new IllegalStateException("a block of " + network.length() + " octets", e);
    }
  }
}
