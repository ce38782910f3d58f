package org.wellspring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wellspring.config.settings.DataSize;

final class LogConfigTest {
  @Test
  void nothingWrittenGivesTheDefaults() {
    assertThat(Given.settings().log()).isEqualTo(LogConfig.DEFAULTS);
  }

  @Test
  void everyKeyReachesItsComponent() {
    LogConfig read =
        Given.settings(
                "log.retention.events=5",
                "log.retention.age=2h",
                "log.retention.bytes=1MiB",
                "log.dedup-window=PT1M",
                "log.dedup-max=7")
            .log();

    assertThat(read)
        .isEqualTo(
            new LogConfig(
                new LogConfig.Retention(5, Duration.ofHours(2), DataSize.mib(1)),
                Duration.ofMinutes(1),
                7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          log.retention.events=0 | from 1 to 1000000000
          log.retention.events=many | a whole number
          log.retention.age=7 | a duration from 1s to 3650d
          log.retention.age=0s | from 1s
          log.retention.bytes=1KiB | a size from 64KiB to 1024GiB
          log.retention.bytes=5MB | 512KiB, 64MiB, 2GiB
          log.dedup-window=8d | from 0s to 7d
          log.dedup-max=-1 | from 0 to 10000000
          """)
  void aBadValueIsRefusedWithWhatIsWanted(String assignment, String wanted) {
    String key = assignment.substring(0, assignment.indexOf('='));

    assertThat(Given.problemsOfSettings(assignment))
        .singleElement()
        .asString()
        .startsWith("--set: " + key + ": ")
        .contains(wanted);
  }
}
