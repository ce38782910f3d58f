package org.wellspring.soap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wellspring.model.LeaseWish;

/** XML Schema part 2, §3.2.6 and §3.2.7. */
final class XsdDurationTest {
  @ParameterizedTest
  @CsvSource({
    "PT600S,           P0D,    PT10M",
    "PT600.000000S,    P0D,    PT10M",
    "PT0.5S,           P0D,    PT0.5S",
    "PT0.0000000019S,  P0D,    PT0.000000001S",
    "PT1H2M3S,         P0D,    PT1H2M3S",
    "P1D,              P1D,    PT0S",
    "P1Y2M3DT4H5M6.7S, P1Y2M3D, PT4H5M6.7S",
    "-P1D,             P-1D,   PT0S",
    "-PT5M,            P0D,    PT-5M",
    "-P1MT1H,          P-1M,   PT-1H",
    "P0D,              P0D,    PT0S",
    "PT999999999999S,  P0D,    PT999999999999S",
    "'  PT5S\n',       P0D,    PT5S",
  })
  void durationsKeepCalendarAndTimeApart(String text, Period calendar, Duration time) {
    assertThat(XsdDuration.parse(text)).contains(new LeaseWish.For(calendar, time));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "P",
        "PT",
        "-P",
        "P1DT",
        "P1YT",
        "1D",
        "PT1",
        "P1H",
        "PT1D",
        "PT1.5H",
        "PT.5S",
        "PT5.S",
        "PT1M1H",
        "P1M1Y",
        "pt5s",
        "PT-5S",
        "+P1D",
        "P1W",
        "PT5S x",
        "PT5SPT5S",
        "P1,5D",
        "PT٥S",
        "P9999999999Y",
        "2026-01-01T00:00:00Z",
        "P 1D",
        "INF"
      })
  void whatIsNoDurationIsNone(String text) {
    assertThat(XsdDuration.parse(text)).isEmpty();
    assertThat(XsdDuration.parseInterval(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "P1Y, P365D",
    "P1M, P30D",
    "P1DT1S, PT86401S",
    "-PT1S, PT-1S",
    "P999999999Y, P364999999635D"
  })
  void intervalsCountDays(String text, Duration interval) {
    assertThat(XsdDuration.parseInterval(text)).contains(interval);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T12:00:00Z,           2026-01-31T12:00:00Z",
    "2026-01-31T12:00:00,            2026-01-31T12:00:00Z",
    "2026-01-31T12:00:00.25Z,        2026-01-31T12:00:00.250Z",
    "2026-01-31T12:00:00+02:00,      2026-01-31T10:00:00Z",
    "2026-01-31T12:00:00.123456-08:00, 2026-01-31T20:00:00.123456Z",
    "' 2026-01-31T12:00:00Z ',       2026-01-31T12:00:00Z",
  })
  void timesAreReadWithAndWithoutZone(String text, Instant time) {
    assertThat(XsdDuration.parseDateTime(text)).contains(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-01-31",
        "12:00:00",
        "2026-02-30T00:00:00Z",
        "2026-01-31 12:00:00Z",
        "PT5S",
        "2026-01-31T25:00:00Z",
        "tomorrow"
      })
  void whatIsNoTimeIsNone(String text) {
    assertThat(XsdDuration.parseDateTime(text)).isEmpty();
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    for (Duration d :
        new Duration[] {
          Duration.ZERO, Duration.ofMillis(1), Duration.ofSeconds(3_723), Duration.ofDays(400)
        }) {
      assertThat(XsdDuration.parseInterval(XsdDuration.format(d))).contains(d);
    }
    assertThat(XsdDuration.format(Duration.ofSeconds(3_723))).isEqualTo("PT1H2M3S");
  }
}
