package org.wellspring.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ReportTest {
  private static Result result(double figure, Reach reach, String... problems) {
    return new Result(
        "push", "events/s", figure, "bare Netty", 100_000, reach, "", List.of(problems));
  }

  @Test
  void aRatioOrAFigureBelowTheReachIsNotReached() {
    assertThat(result(60_000, Reach.atLeast(0.6)).isReached()).isTrue();
    assertThat(result(59_999, Reach.atLeast(0.6)).isReached()).isFalse();
    assertThat(result(60_000, Reach.atLeast(0.6, 60_001)).isReached()).isFalse();
    assertThat(result(60_000, Reach.atMost(0.6)).isReached()).isTrue();
    assertThat(result(60_001, Reach.atMost(0.6)).isReached()).isFalse();
  }

  @Test
  void whatLostAnEventReachedNothing() {
    Result fast = result(90_000, Reach.atLeast(0.6), "1 events lost or overtaken");

    assertThat(fast.isReached()).isFalse();
    assertThat(Report.line(fast)).contains("WRONG").contains("1 events lost or overtaken");
    assertThat(Report.table(List.of(fast))).contains("| WRONG |");
  }

  @Test
  void figureLimitAndRatioStandSideBySide() {
    Result good = result(72_345, Reach.atLeast(0.6));

    assertThat(Report.table(List.of(good)))
        .contains("| push | 72,345 events/s | bare Netty 100,000 | 0.72 | ≥ 0.6 | reached |");
    assertThat(Report.json(List.of(good), List.of(), "2 cores"))
        .contains("\"scenario\" : \"push\"", "\"limit\" : 100000.0", "\"reached\" : true");
  }
}
