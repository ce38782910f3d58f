package org.wellspring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DemoAccountTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a b c d e | a b c d e | 0 | 0
          c d       | a b c d e | 0 | 0
          b d       | a b c d e | 1 | 0
          a e       | a b c d e | 3 | 0
          b c b c d | a b c d e | 0 | 2
          a b a d   | a b c d e | 1 | 1
          x         | a b c     | 0 | 0
          """)
  void missingIsWhatTheLogHasBetweenTheFirstAndTheLastReceived(
      String received, String logged, long missing, long repeated) {
    assertThat(DemoAccount.of(List.of(received.split(" ")), List.of(logged.split(" "))))
        .isEqualTo(new DemoAccount(missing, repeated));
  }

  @Test
  void whoReceivedNothingMissesNothingThatCouldBeTold() {
    assertThat(DemoAccount.of(List.of(), List.of("a"))).isEqualTo(new DemoAccount(0, 0));
  }
}
