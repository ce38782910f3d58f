package org.wellspring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wellspring.config.settings.DataSize;

final class DeliveryConfigTest {
  @Test
  void nothingWrittenGivesTheDefaults() {
    assertThat(Given.settings().delivery()).isEqualTo(DeliveryConfig.DEFAULTS);
  }

  @Test
  void everyKeyReachesItsComponent() {
    DeliveryConfig read =
        Given.settings(
                "delivery.queue=1",
                "delivery.default-batch.max-elements=2",
                "delivery.default-batch.max-time=3s",
                "delivery.first-backoff=40ms",
                "delivery.max-backoff=5s",
                "delivery.give-up-after=6h",
                "delivery.message-timeout=7s",
                "delivery.broken-filter-limit=8",
                "delivery.cursor-interval=8s",
                "delivery.shards=9",
                "delivery.queue-size=64KiB",
                "delivery.max-in-flight=15MiB",
                "delivery.catch-up-rate=16KiB",
                "delivery.sink.max-connections-per-origin=10",
                "delivery.sink.connect-timeout=11s",
                "delivery.sink.idle-timeout=13s",
                "delivery.sink.max-connections=140",
                "delivery.sink.max-waiting=12")
            .delivery();

    assertThat(read)
        .isEqualTo(
            new DeliveryConfig(
                1,
                new DeliveryConfig.Batch(2, Duration.ofSeconds(3)),
                new DeliveryConfig.Retry(
                    Duration.ofMillis(40), Duration.ofSeconds(5), Duration.ofHours(6)),
                Duration.ofSeconds(7),
                8,
                Duration.ofSeconds(8),
                9,
                new DeliveryConfig.Flow(DataSize.kib(64), DataSize.mib(15), DataSize.kib(16)),
                new DeliveryConfig.Sink(
                    10, Duration.ofSeconds(11), Duration.ofSeconds(13), 140, 12)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          delivery.queue=0 | from 1 to 65536
          delivery.default-batch.max-elements=0 | from 1 to 10000
          delivery.default-batch.max-time=1ms | from 10ms
          delivery.first-backoff=1ms | from 10ms to 3600s
          delivery.max-backoff=25h | to 1d
          delivery.give-up-after=1ms | from 1s
          delivery.message-timeout=1ms | from 100ms
          delivery.broken-filter-limit=0 | from 1
          delivery.shards=65 | from 1 to 64
          delivery.queue-size=1KiB | from 64KiB to 1GiB
          delivery.max-in-flight=1KiB | from 1MiB to 64GiB
          delivery.catch-up-rate=fast | in octets or as in 512KiB
          delivery.sink.max-connections-per-origin=0 | from 1 to 1024
          delivery.sink.connect-timeout=6m | to 300s
          delivery.sink.max-waiting=0 | from 1
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
  void aFirstWaitAboveTheLongestIsRefused() {
    assertThat(Given.problemsOfSettings("delivery.max-backoff=100ms"))
        .containsExactly("--set: delivery.first-backoff: must not be above delivery.max-backoff");
  }
}
