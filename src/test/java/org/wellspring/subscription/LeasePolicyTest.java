package org.wellspring.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.Lease;
import org.wellspring.model.LeaseWish;

/** WS-Eventing 2004/08 §3.1, Expires. */
final class LeasePolicyTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  private final LeasePolicy policy =
      new LeasePolicy(
          new SubscriptionLimits(Duration.ofDays(60), Duration.ofHours(1), 9, 9, Duration.ZERO));

  @Test
  void withoutAWishTheDefaultIsGranted() {
    assertThat(policy.grant(new LeaseWish.Unlimited(), NOW))
        .isEqualTo(new Lease(NOW.plus(Duration.ofHours(1)), NOW, Lease.Form.DURATION));
  }

  @ParameterizedTest
  @CsvSource({
    "P0D,  PT10M,    2026-01-31T12:10:00Z",
    "P0D,  PT0.001S, 2026-01-31T12:00:00.001Z",
    "P1M,  PT0S,     2026-02-28T12:00:00Z", // calendar months are as long as they are
    "P1M,  PT-1H,    2026-02-28T11:00:00Z",
    "P61D, PT0S,     2026-04-01T12:00:00Z", // cut to 60 days
    "P9Y,  PT0S,     2026-04-01T12:00:00Z",
    "P999999999Y, PT0S, 2026-04-01T12:00:00Z", // beyond counting
  })
  void durationsCountFromNowUpToTheMaximum(Period calendar, Duration wished, Instant until) {
    Lease lease = policy.grant(new LeaseWish.For(calendar, wished), NOW);

    assertThat(lease).isEqualTo(new Lease(until, NOW, Lease.Form.DURATION));
  }

  @Test
  void timesAreGrantedUpToTheMaximumInTheirOwnForm() {
    Instant soon = NOW.plusSeconds(5);

    assertThat(policy.grant(new LeaseWish.Until(soon), NOW))
        .isEqualTo(new Lease(soon, NOW, Lease.Form.DATE_TIME));
    assertThat(policy.grant(new LeaseWish.Until(Instant.MAX), NOW))
        .isEqualTo(new Lease(NOW.plus(Duration.ofDays(60)), NOW, Lease.Form.DATE_TIME));
  }

  @ParameterizedTest
  @CsvSource({"P0D, PT0S", "P0D, PT-1S", "P-1M, PT0S", "P-999999999Y, PT0S", "P1D, PT-24H"})
  void zeroAndNegativeDurationsAreRefused(Period calendar, Duration wished) {
    assertRefused(new LeaseWish.For(calendar, wished));
  }

  @Test
  void timesThatAreOverAreRefused() {
    assertRefused(new LeaseWish.Until(NOW));
    assertRefused(new LeaseWish.Until(NOW.minusMillis(1)));
    assertRefused(new LeaseWish.Until(Instant.MIN));
  }

  private void assertRefused(LeaseWish wish) {
    assertThatThrownBy(() -> policy.grant(wish, NOW))
        .isInstanceOfSatisfying(
            FaultException.class,
            fault -> assertThat(fault.code()).isEqualTo(FaultCode.INVALID_EXPIRATION));
  }
}
