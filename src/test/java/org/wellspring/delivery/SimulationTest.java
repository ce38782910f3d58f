package org.wellspring.delivery;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Histories of publishers, subscribers and failing sinks. {@code -Dsimulation.seeds=N} runs more of
 * them; a seed that failed is in the test's name and gives the same history again.
 */
final class SimulationTest {
  private static final int STEPS = 500;

  /** 200 fixed seeds and one fresh one. */
  static LongStream seeds() {
    long fixed = Math.max(200, Long.getLong("simulation.seeds", 200));
    return LongStream.concat(
        LongStream.rangeClosed(1, fixed), LongStream.of(new Random().nextLong()));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyMatchingEventIsDeliveredOrReportedDropped(long seed) {
    World world = new World(seed);
    for (int step = 0; step < STEPS; step++) {
      world.step();
      Invariants.check(world);
    }

    world.calmDown();

    Invariants.check(world);
    Invariants.checkDrained(world);
  }
}
