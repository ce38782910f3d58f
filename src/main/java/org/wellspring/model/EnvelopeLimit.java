package org.wellspring.model;

/**
 * The largest envelope a subscriber takes.
 *
 * @param octets of the encoded envelope, at least 8,192 (DSP0226 R6.2-4)
 */
public record EnvelopeLimit(long octets, OversizePolicy policy) {
  public static final long MINIMUM_OCTETS = 8192;

  public EnvelopeLimit {
    if (octets < MINIMUM_OCTETS) {
      throw new IllegalArgumentException("envelope limit below 8192 octets: " + octets);
    }
  }
}
