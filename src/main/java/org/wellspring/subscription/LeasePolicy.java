package org.wellspring.subscription;

import java.time.Duration;
import java.time.Instant;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.Lease;
import org.wellspring.model.LeaseWish;

/** Turns a wish into a lease. Pure. WS-Eventing 2004/08 §3.1: the source is free to grant less. */
final class LeasePolicy {
  private final Duration maxLease;
  private final Duration defaultLease;

  LeasePolicy(SubscriptionLimits limits) {
    this.maxLease = limits.maxLease();
    this.defaultLease = limits.defaultLease();
  }

  Lease grant(LeaseWish wish, Instant now) {
    if (wish instanceof LeaseWish.For relative) {
      Instant until = relative.after(now);
      if (!until.isAfter(now)) {
        throw new FaultException(
            FaultCode.INVALID_EXPIRATION,
            "Expires must be a duration above zero; seen was a zero or negative one.");
      }
      return new Lease(capped(until, now), now, Lease.Form.DURATION);
    }
    if (wish instanceof LeaseWish.Until absolute) {
      if (!absolute.time().isAfter(now)) {
        throw new FaultException(
            FaultCode.INVALID_EXPIRATION,
            "Expires must be in the future; "
                + absolute.time()
                + " is over, it is "
                + now
                + " here.");
      }
      return new Lease(capped(absolute.time(), now), now, Lease.Form.DATE_TIME);
    }
    if (wish instanceof LeaseWish.Permanent) {
      return Lease.permanent(now);
    }
    return new Lease(capped(now.plus(defaultLease), now), now, Lease.Form.DURATION);
  }

  private Instant capped(Instant until, Instant now) {
    Instant latest = now.plus(maxLease);
    return until.isAfter(latest) ? latest : until;
  }
}
