package org.wellspring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SoapConfigTest {
  @Test
  void nothingWrittenGivesTheDefaults() {
    assertThat(Given.settings().soap()).isEqualTo(SoapConfig.DEFAULTS);
  }

  @Test
  void everyKeyReachesItsComponent() {
    SoapConfig read =
        Given.settings(
                "soap.sender-fault-status=400",
                "soap.default-operation-timeout=5s",
                "soap.max-operation-timeout=20s",
                "soap.max-depth=16",
                "soap.max-attributes=17",
                "soap.max-text=2000",
                "soap.strict-reply-to=true")
            .soap();

    assertThat(read)
        .isEqualTo(
            new SoapConfig(400, Duration.ofSeconds(5), Duration.ofSeconds(20), 16, 17, 2000, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          soap.sender-fault-status=404 | 400 or 500
          soap.default-operation-timeout=500ms | from 1s to 3600s
          soap.max-operation-timeout=2h | from 1s to 3600s
          soap.max-depth=15 | from 16 to 1024
          soap.max-attributes=5000 | from 16 to 4096
          soap.max-text=1 | from 1024
          soap.strict-reply-to=yes | true or false
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
  void aDefaultTimeoutAboveTheLongestIsRefused() {
    assertThat(Given.problemsOfSettings("soap.max-operation-timeout=30s"))
        .containsExactly(
            "--set: soap.default-operation-timeout: must not be above soap.max-operation-timeout");
  }
}
