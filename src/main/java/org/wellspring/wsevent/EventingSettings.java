package org.wellspring.wsevent;

import java.time.Duration;
import java.util.Optional;

/**
 * How the front door behaves.
 *
 * @param senderFaultStatus HTTP status of SOAP 1.2 faults that blame the sender: 500 or 400
 * @param publicUrl scheme, host and port told to subscribers in place of those they used
 * @param defaultLease granted when Expires is absent
 * @param maxLease longest lease that ends
 * @param endless whether a lease without end is granted
 */
public record EventingSettings(
    int senderFaultStatus,
    Optional<String> publicUrl,
    Duration defaultLease,
    Duration maxLease,
    Endless endless) {

  /** Whether {@code PT0S} in the W3C version, "never", is granted. */
  public enum Endless {
    GRANTED,
    REFUSED
  }
}
