package org.wellspring.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A bench that cannot see a lost event proves nothing. */
final class TallyTest {
  private final Tally tally = new Tally(2, 2);

  private void see(int subscription, int stream, long... numbers) {
    for (long number : numbers) {
      tally.saw(subscription, stream, number);
    }
  }

  @Test
  void everyStreamWholeAndInOrderIsNoProblem() {
    see(0, 0, 0, 1, 2);
    see(0, 1, 0, 1, 2);
    see(1, 0, 0, 1, 2);
    see(1, 1, 0, 1, 2);

    assertThat(tally.problems(6)).isEmpty();
    assertThat(tally.received()).isEqualTo(12);
  }

  @Test
  void aLostEventIsSeenAtTheNextOne() {
    see(0, 0, 0, 2);

    assertThat(tally.problems(-1)).containsExactly("1 events lost or overtaken");
  }

  @Test
  void aLostLastEventIsSeenByTheCount() {
    see(0, 0, 0, 1);
    see(1, 0, 0);

    assertThat(tally.problems(2)).containsExactly("3 events came of 4");
    assertThat(tally.problems(-1)).as("without a count nobody can know").isEmpty();
  }

  @Test
  void aRepeatedEventIsSeenAndCountsOnce() {
    see(0, 0, 0, 0, 1);

    assertThat(tally.problems(-1)).containsExactly("1 events came again or late");
    assertThat(tally.received()).isEqualTo(2);
  }

  @Test
  void twoEventsInTheWrongOrderAreSeen() {
    see(0, 0, 0, 2, 1);

    assertThat(tally.problems(-1))
        .containsExactly("1 events lost or overtaken", "1 events came again or late");
  }
}
