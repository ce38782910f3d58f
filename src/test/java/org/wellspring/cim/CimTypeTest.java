package org.wellspring.cim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CimTypeTest {
  @ParameterizedTest
  @CsvSource({
    "UINT8,255,255",
    "UINT8,0x1F,31",
    "SINT64,-9223372036854775808,-9223372036854775808",
    "UINT64,18446744073709551615,18446744073709551615",
    "UINT16,3.0,3",
    "BOOLEAN,TRUE,true",
    "REAL64,1e3,1000.0",
    "DATETIME,2026-01-01T12:00:00+01:00,20260101110000.000000+000",
    "DATETIME,PT1M,00000000000100.000000:000",
    "STRING, x ,x"
  })
  void valuesHaveOneText(CimType type, String text, String canonical) {
    assertThat(type.canonical(text)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "UINT8,256",
    "UINT8,-1",
    "SINT8,128",
    "UINT16,1.5",
    "BOOLEAN,yes",
    "DATETIME,yesterday",
    "CHAR16,ab",
    "REAL32,one"
  })
  void whatIsNoValueIsRefusedWithWhatIsWanted(CimType type, String text) {
    assertThatThrownBy(() -> type.canonical(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is wanted");
  }

  @Test
  void timesAndIntervalsComeBackAsTheyWent() {
    Instant moment = Instant.parse("2026-11-22T01:08:02.223787Z");
    Duration interval = Duration.ofDays(3).plusMillis(1500);

    assertThat(CimDateTime.of(moment)).isEqualTo("20261122010802.223787+000");
    assertThat(CimDateTime.instant(CimDateTime.of(moment))).contains(moment);
    assertThat(CimDateTime.interval(CimDateTime.of(interval))).contains(interval);
    assertThat(CimDateTime.instant("20261122010802.223787-060"))
        .contains(moment.plus(Duration.ofHours(1)));
    assertThat(CimDateTime.instant("20261122**********.******+000")).isEmpty();
  }
}
