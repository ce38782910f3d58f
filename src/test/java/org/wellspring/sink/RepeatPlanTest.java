package org.wellspring.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class RepeatPlanTest {
  private static RandomGenerator drawing(int offset) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        return 0;
      }

      @Override
      public int nextInt(int origin, int bound) {
        assertThat(origin).isEqualTo(50);
        assertThat(bound).isEqualTo(251);
        return origin + offset;
      }
    };
  }

  private static List<Duration> millis(long... values) {
    return Arrays.stream(values).mapToObj(Duration::ofMillis).toList();
  }

  @Test
  void pausesDouble() {
    assertThat(RepeatPlan.draw(drawing(0), 4)).isEqualTo(millis(50, 150, 350, 750));
  }

  @Test
  void pausesStopGrowingAt500Milliseconds() {
    assertThat(RepeatPlan.draw(drawing(200), 4)).isEqualTo(millis(250, 750, 1_250, 1_750));
  }

  @Test
  void noRepeatsNeedNoPlan() {
    assertThat(RepeatPlan.draw(drawing(0), 0)).isEmpty();
  }
}
