package org.wellspring.sink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** When a datagram is sent again. SOAP-over-UDP 1.1 Appendix I. */
final class RepeatPlan {
  private static final int MIN_DELAY_MS = 50;
  private static final int MAX_DELAY_MS = 250;
  private static final int UPPER_DELAY_MS = 500;

  private RepeatPlan() {}

  /**
   * The first pause is drawn, each further one is twice the one before, 500 ms at most.
   *
   * @return for each repeat, the time since the first sending; rising
   */
  static List<Duration> draw(RandomGenerator random, int repeats) {
    List<Duration> plan = new ArrayList<>(repeats);
    long pause = random.nextInt(MIN_DELAY_MS, MAX_DELAY_MS + 1);
    long since = 0;
    for (int i = 0; i < repeats; i++) {
      since += pause;
      plan.add(Duration.ofMillis(since));
      pause = Math.min(2 * pause, UPPER_DELAY_MS);
    }
    return plan;
  }
}
