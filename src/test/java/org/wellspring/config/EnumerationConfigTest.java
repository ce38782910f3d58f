package org.wellspring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnumerationConfigTest {
  @Test
  void nothingWrittenGivesTheDefaults() {
    assertThat(Given.settings().enumeration()).isEqualTo(EnumerationConfig.DEFAULTS);
  }

  @Test
  void everyKeyReachesItsComponent() {
    EnumerationConfig read =
        Given.settings(
                "enumeration.idle-timeout=9s",
                "enumeration.max-contexts=8",
                "enumeration.max-elements=7")
            .enumeration();

    assertThat(read).isEqualTo(new EnumerationConfig(Duration.ofSeconds(9), 8, 7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          enumeration.idle-timeout=25h | from 1s to 1d
          enumeration.max-contexts=0 | from 1
          enumeration.max-elements=1000001 | to 1000000
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
