package org.wellspring.wsevent;

import java.time.Instant;
import java.time.Period;
import java.util.Optional;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.Lease;
import org.wellspring.model.LeaseWish;
import org.wellspring.soap.Leases;
import org.wellspring.soap.XsdDuration;
import org.wellspring.time.TimeSource;
import org.wellspring.wsevent.EventingSettings.Endless;
import org.wellspring.xml.XmlElement;

/**
 * Expires in both versions. In that of 2004 a wish is only a wish. In the W3C's it is a demand
 * unless BestEffort is true, and a zero duration is "never".
 */
final class LeaseReader {
  private static final String NEVER = "PT0S";

  private final EventingSettings settings;
  private final TimeSource time;

  LeaseReader(EventingSettings settings, TimeSource time) {
    this.settings = settings;
    this.time = time;
  }

  /** The wish in a Subscribe or Renew. */
  LeaseWish read(EventingVersion version, XmlElement parent) {
    Optional<XmlElement> expires = parent.child(version.namespace(), "Expires");
    LeaseWish wish = Leases.read(expires);
    if (version == EventingVersion.AUGUST_2004 || expires.isEmpty()) {
      return wish;
    }
    return demand(wish, expires.get());
  }

  private LeaseWish demand(LeaseWish wish, XmlElement expires) {
    String effort = expires.attribute("BestEffort").orElse("false").strip();
    boolean anyWillDo = effort.equals("true") || effort.equals("1");
    if (isZero(wish)) {
      if (settings.endless() == Endless.GRANTED) {
        return new LeaseWish.Permanent();
      }
      if (anyWillDo) {
        return new LeaseWish.For(Period.ZERO, settings.maxLease());
      }
      throw tooLong("a lease without end");
    }
    if (!anyWillDo && end(wish).isAfter(time.wallClock().plus(settings.maxLease()))) {
      throw tooLong(expires.trimmedText());
    }
    return wish;
  }

  private static boolean isZero(LeaseWish wish) {
    return wish instanceof LeaseWish.For relative
        && relative.calendar().isZero()
        && relative.time().isZero();
  }

  private Instant end(LeaseWish wish) {
    if (wish instanceof LeaseWish.For relative) {
      return relative.after(time.wallClock());
    }
    return wish instanceof LeaseWish.Until absolute ? absolute.time() : Instant.MIN;
  }

  private FaultException tooLong(String asked) {
    return new FaultException(
        FaultCode.UNSUPPORTED_EXPIRATION_VALUE,
        "The longest lease here is "
            + XsdDuration.format(settings.maxLease())
            + " (setting subscription.max-lease); asked for was "
            + asked
            + ". With BestEffort=\"true\" the longest is granted.");
  }

  /** What a reply says of a lease that was given just now. */
  static String granted(Lease lease) {
    return lease.isPermanent() ? NEVER : Leases.granted(lease);
  }

  /** What is left of it. */
  String remaining(Lease lease) {
    return lease.isPermanent() ? NEVER : Leases.remaining(lease, time.wallClock());
  }
}
