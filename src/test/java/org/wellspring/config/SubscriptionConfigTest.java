package org.wellspring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SubscriptionConfigTest {
  @Test
  void nothingWrittenGivesTheDefaults() {
    assertThat(Given.settings().subscription()).isEqualTo(SubscriptionConfig.DEFAULTS);
  }

  @Test
  void everyKeyReachesItsComponent() {
    SubscriptionConfig read =
        Given.settings(
                "subscription.max-lease=10d",
                "subscription.default-lease=1h",
                "subscription.max-total=9",
                "subscription.max-per-principal=8",
                "subscription.max-filter-length=100",
                "subscription.max-filter-nodes=2000",
                "subscription.max-filter-time=5ms",
                "subscription.recovery-grace=7s",
                "subscription.unlimited-leases=true")
            .subscription();

    assertThat(read)
        .isEqualTo(
            new SubscriptionConfig(
                Duration.ofDays(10),
                Duration.ofHours(1),
                9,
                8,
                100,
                2000,
                Duration.ofMillis(5),
                Duration.ofSeconds(7),
                true));
  }

  /** Whoever sets the longest lease does not expect one without end. */
  @Test
  void aWrittenMaxLeaseMeansNoLeaseWithoutEnd() {
    assertThat(Given.settings("subscription.max-lease=1h").subscription().unlimitedLeases())
        .isFalse();
    assertThat(Given.settings().subscription().unlimitedLeases()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          subscription.max-lease=0s | from 1s to 36500d
          subscription.default-lease=soon | a duration
          subscription.max-total=0 | from 1
          subscription.max-per-principal=0 | from 1
          subscription.max-filter-length=15 | from 16 to 1048576
          subscription.max-filter-nodes=999 | from 1000 to 100000000
          subscription.max-filter-time=0s | from 1ms to 10s
          """)
  void aBadValueIsRefusedWithWhatIsWanted(String assignment, String wanted) {
    String key = assignment.substring(0, assignment.indexOf('='));

    assertThat(Given.problemsOfSettings(assignment))
        .singleElement()
        .asString()
        .startsWith("--set: " + key + ": ")
        .contains(wanted);
  }

  @Test
  void aShortLongestLeaseShortensTheDefaultOne() {
    assertThat(Given.settings("subscription.max-lease=30m").subscription().defaultLease())
        .isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void aWrittenDefaultLeaseAboveTheLongestIsRefused() {
    assertThat(
            Given.problemsOfSettings(
                "subscription.max-lease=30m", "subscription.default-lease=31m"))
        .containsExactly(
            "--set: subscription.default-lease: must not be above subscription.max-lease");
  }
}
