package org.wellspring.model;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;

/** How long a subscriber asks to be served. WS-Eventing 2004/08 §3.1, Expires. */
public sealed interface LeaseWish {
  /** No Expires at all: as long as the source allows. */
  record Unlimited() implements LeaseWish {}

  /** Until it is ended: for protocols that know no Renew. */
  record Permanent() implements LeaseWish {}

  /** An absolute time. */
  record Until(Instant time) implements LeaseWish {}

  /**
   * A duration. Years and months depend on the calendar, so they are kept apart.
   *
   * @param calendar may be negative, as {@code time} may
   */
  record For(Period calendar, Duration time) implements LeaseWish {
    /**
     * The moment that lies so far after {@code now}; {@link Instant#MAX} when it is beyond
     * counting.
     */
    public Instant after(Instant now) {
      try {
        return now.atOffset(ZoneOffset.UTC).plus(calendar).plus(time).toInstant();
      } catch (DateTimeException | ArithmeticException e) {
        return calendar.isNegative() || time.isNegative() ? Instant.MIN : Instant.MAX;
      }
    }
  }
}
