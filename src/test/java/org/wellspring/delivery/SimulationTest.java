package org.wellspring.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Histories of publishers, subscribers, failing sinks and stores, and of a server that is stopped
 * and killed. {@code -Dsimulation.seeds=N} runs more of them; a seed that failed is in the test's
 * name and gives the same history again.
 */
final class SimulationTest {
  private static final int STEPS = 500;

  private final Logger log = (Logger) LoggerFactory.getLogger("org.wellspring");
  private final ListAppender<ILoggingEvent> errors = new ListAppender<>();

  /** 200 fixed seeds and one fresh one. */
  static LongStream seeds() {
    long fixed = Math.max(200, Long.getLong("simulation.seeds", 200));
    return LongStream.concat(
        LongStream.rangeClosed(1, fixed), LongStream.of(new Random().nextLong()));
  }

  /**
   * Warnings are what these histories are made of; an error is a bug that was caught and logged.
   */
  @BeforeEach
  void hearErrorsOnly() {
    log.setLevel(Level.ERROR);
    errors.start();
    log.addAppender(errors);
  }

  @AfterEach
  void hearWarningsToo() {
    log.detachAppender(errors);
    log.setLevel(Level.WARN);
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
    assertThat(errors.list).isEmpty();
  }
}
