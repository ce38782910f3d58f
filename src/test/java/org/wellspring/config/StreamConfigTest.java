package org.wellspring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StreamConfigTest {
  @Test
  void nothingWrittenGivesTheDefaults() {
    assertThat(Given.settings().stream()).isEqualTo(StreamConfig.DEFAULTS);
  }

  @Test
  void everyKeyReachesItsComponent() {
    StreamConfig read =
        Given.settings(
            "stream.cell=pncell_vm-1304",
            "stream.token-validity=30m",
            "stream.heartbeat=5s",
            "stream.max-readers=7")
            .stream();

    assertThat(read)
        .isEqualTo(
            new StreamConfig(
                Optional.of("pncell_vm-1304"), Duration.ofMinutes(30), Duration.ofSeconds(5), 7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          stream.cell=a cell | 1 to 128 letters
          stream.cell= | nothing: 1 to 128 letters
          stream.token-validity=1s | a duration from 60s to 365d
          stream.heartbeat=0s | a duration from 1s to 3600s
          stream.max-readers=0 | a whole number from 1 to 100000
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
