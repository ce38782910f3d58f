package org.wellspring.cimxml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wellspring.wbem.RepeatPolicy;

final class RepeatGateTest {
  private static List<Boolean> passed(RepeatGate gate, long... atSeconds) {
    return Arrays.stream(atSeconds)
        .mapToObj(second -> gate.passes(Duration.ofSeconds(second).toNanos()))
        .toList();
  }

  @Test
  void withoutAPolicyEveryOnePasses() {
    assertThat(passed(new RepeatGate(RepeatPolicy.NONE), 0, 0, 0)).containsOnly(true);
  }

  @Test
  void suppressLetsTheFirstOnesOfEachIntervalPass() {
    RepeatGate gate =
        new RepeatGate(
            new RepeatPolicy(RepeatPolicy.Kind.SUPPRESS, Duration.ofSeconds(10), 2, Duration.ZERO));

    assertThat(passed(gate, 0, 1, 2, 9, 10, 11, 12))
        .containsExactly(true, true, false, false, true, true, false);
  }

  @Test
  void delayLetsOnePassWhenEnoughHaveComeAndThenNoneForTheGap() {
    RepeatGate gate =
        new RepeatGate(
            new RepeatPolicy(
                RepeatPolicy.Kind.DELAY, Duration.ofSeconds(10), 2, Duration.ofSeconds(30)));

    assertThat(passed(gate, 0, 1, 2, 3, 31, 32, 33, 34))
        .containsExactly(false, false, true, false, false, false, false, true);
    assertThat(passed(gate, 100, 111, 122)).as("too far apart").containsOnly(false);
  }
}
