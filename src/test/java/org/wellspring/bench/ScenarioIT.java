package org.wellspring.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wellspring.bench.load.Tick;
import org.wellspring.time.SystemTime;

/**
 * Each kind of scenario runs against a real server, and nothing goes astray. No figure is judged.
 */
final class ScenarioIT {
  static Stream<Scenario> scenarios() {
    return Stream.of(
        DeliveryScenario.push(),
        DeliveryScenario.batched(),
        new PullScenario(),
        new TrapScenario(),
        new PublishScenario(new RocksAppendLimit()),
        new SubscribeScenario(),
        new LatencyScenario());
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aShortRunHasFiguresAndNoProblems(Scenario scenario) throws IOException {
    try (SystemTime time = new SystemTime()) {
      List<Result> results =
          scenario.run(new Scenario.Setting(new Tick(time), OptionalInt.of(1), 1));

      assertThat(results)
          .isNotEmpty()
          .allSatisfy(
              result -> {
                assertThat(result.problems()).isEmpty();
                assertThat(result.figure()).isPositive();
                assertThat(result.limit()).isPositive();
              });
    }
  }
}
