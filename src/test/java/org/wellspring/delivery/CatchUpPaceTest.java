package org.wellspring.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.wellspring.metrics.Meters;
import org.wellspring.testing.VirtualTime;

final class CatchUpPaceTest {
  private final VirtualTime time = new VirtualTime();
  private final Meters meters = new Meters();

  private CatchUpPace pace(double perSecond) {
    return new CatchUpPace(time, meters, perSecond);
  }

  @Test
  void withoutABoundNobodyWaits() {
    CatchUpPace pace = pace(0);

    pace.took(1L << 40);

    assertThat(pace.pause()).isZero();
    assertThat(meters.scrape()).contains("wellspring_catch_up_octets_total 1.099511627776E12");
  }

  @Test
  void aSecondsWorthMayBeTakenAtOnce() {
    CatchUpPace pace = pace(1_000);

    pace.took(999);

    assertThat(pace.pause()).isZero();
  }

  @Test
  void whatWasTakenBeyondItIsPaidOffFirst() {
    CatchUpPace pace = pace(1_000);

    pace.took(3_500);

    assertThat(pace.pause()).isEqualTo(Duration.ofMillis(2_500));
    time.advance(Duration.ofMillis(2_000));
    assertThat(pace.pause()).isEqualTo(Duration.ofMillis(500));
    time.advance(Duration.ofMillis(501));
    assertThat(pace.pause()).isZero();
  }

  @Test
  void restIsNotSavedUpForMoreThanASecond() {
    CatchUpPace pace = pace(1_000);
    time.advance(Duration.ofHours(1));

    pace.took(2_000);

    assertThat(pace.pause()).isEqualTo(Duration.ofSeconds(1));
  }
}
