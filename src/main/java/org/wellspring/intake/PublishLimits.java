package org.wellspring.intake;

/**
 * How much one request to publish may bring.
 *
 * @param maxOctets of the request's body
 * @param maxEvents of one batch
 */
public record PublishLimits(int maxOctets, int maxEvents) {
  public static final PublishLimits DEFAULTS = new PublishLimits(4_194_304, 10_000);

  public PublishLimits {
    if (maxOctets < 1 || maxEvents < 1) {
      throw new IllegalArgumentException(
          "publish limits must be at least 1: " + maxOctets + " octets, " + maxEvents + " events");
    }
  }
}
