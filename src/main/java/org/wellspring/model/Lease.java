package org.wellspring.model;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a subscription lives.
 *
 * @param expiresAt by the wall clock, so that it survives a restart
 * @param grantedAt when it was given; the granted duration counts from here
 * @param form the lexical kind the subscriber asked in; replies use the same one
 */
public record Lease(Instant expiresAt, Instant grantedAt, Form form) {
  /** The two kinds that {@code wse:Expires} can have. */
  public enum Form {
    DURATION,
    DATE_TIME
  }

  /** The last second that xsd:dateTime and our records write with four digits. */
  private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

  /** A lease that does not run out. */
  public static Lease permanent(Instant now) {
    return new Lease(NEVER, now, Form.DURATION);
  }

  /** The duration that was granted. */
  public Duration granted() {
    return Duration.between(grantedAt, expiresAt);
  }

  public boolean isOver(Instant now) {
    return !expiresAt.isAfter(now);
  }

  /** Never negative. */
  public Duration remaining(Instant now) {
    Duration left = Duration.between(now, expiresAt);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
