package org.wellspring.config;

import static org.assertj.core.api.Assertions.assertThat;

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
    StreamConfig read = Given.settings("stream.cell=pncell_vm-1304").stream();

    assertThat(read).isEqualTo(new StreamConfig("pncell_vm-1304"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          stream.cell=a cell | 1 to 128 letters
          stream.cell= | nothing: 1 to 128 letters
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
