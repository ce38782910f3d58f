package org.wellspring.soap;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.Lease;
import org.wellspring.model.LeaseWish;
import org.wellspring.xml.XmlElement;

/** Expires elements. A reply uses the lexical kind that the client used. */
public final class Leases {
  private Leases() {}

  public static LeaseWish read(Optional<XmlElement> expires) {
    return expires
        .map(XmlElement::trimmedText)
        .map(Leases::parse)
        .orElseGet(LeaseWish.Unlimited::new);
  }

  private static LeaseWish parse(String text) {
    Optional<LeaseWish> relative = XsdDuration.parse(text).map(LeaseWish.class::cast);
    return relative
        .or(() -> XsdDuration.parseDateTime(text).map(LeaseWish.Until::new))
        .orElseThrow(
            () ->
                new FaultException(
                    FaultCode.INVALID_EVENTING_MESSAGE,
                    "Expires must be a duration such as PT10M or a dateTime such as 2026-01-31T12:00:00Z; seen was '"
                        + text
                        + "'."));
  }

  public static String granted(Lease lease) {
    return lease.form() == Lease.Form.DURATION
        ? XsdDuration.format(lease.granted())
        : dateTime(lease.expiresAt());
  }

  /** What is left of it now. */
  public static String remaining(Lease lease, Instant now) {
    if (lease.form() == Lease.Form.DATE_TIME) {
      return dateTime(lease.expiresAt());
    }
    Duration left = lease.remaining(now);
    return XsdDuration.format(
        left.compareTo(Duration.ofSeconds(10)) > 0 ? left.truncatedTo(ChronoUnit.SECONDS) : left);
  }

  public static String dateTime(Instant time) {
    return DateTimeFormatter.ISO_INSTANT.format(
        time.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS));
  }
}
