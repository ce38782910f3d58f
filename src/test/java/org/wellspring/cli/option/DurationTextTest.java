package org.wellspring.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class DurationTextTest {
  @ParameterizedTest
  @CsvSource({
    "500ms,PT0.5S",
    "30s,PT30S",
    "5m,PT5M",
    "1h30m,PT1H30M",
    "2d,PT48H",
    "PT5M,PT5M",
    "P1D,PT24H"
  })
  void durationsAreReadAsPeopleWriteThem(String text, Duration expected) {
    assertThat(DurationText.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "5 minutes", "0s", "PT0S", "-5s", "-PT5S", "m"})
  void everythingElseIsRefusedWithTheReason(String text) {
    assertThatThrownBy(() -> DurationText.parse(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void aLeaseMayBeAPointInTime() throws Exception {
    assertThat(new LeaseText().convert("2030-01-01T00:00:00Z")).isEqualTo("2030-01-01T00:00:00Z");
    assertThat(new LeaseText().convert("90m")).isEqualTo("PT1H30M");
  }

  @Test
  void anAddressNeedsAPortOnly() throws Exception {
    assertThat(new HostPort().convert("9080").toString()).isEqualTo("/127.0.0.1:9080");
    assertThat(new HostPort().convert(":0").getPort()).isZero();
    assertThat(new HostPort().convert("[::1]:80").getAddress().isLoopbackAddress()).isTrue();
    assertThatThrownBy(() -> new HostPort().convert("localhost")).hasMessageContaining("port");
    assertThatThrownBy(() -> new HostPort().convert("1:99999")).hasMessageContaining("port");
  }
}
