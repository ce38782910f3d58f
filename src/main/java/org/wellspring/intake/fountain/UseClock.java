package org.wellspring.intake.fountain;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.random.RandomGenerator;

/**
 * When the next use is: a Poisson process with the timetable's rate, speeded up. Where the rate
 * changes before the next use would be, the clock stops there and draws again, which is exact since
 * the process has no memory. Not for several threads.
 */
final class UseClock {
  private static final double NANOS = 1e9;

  private final LocalDateTime simulatedStart;
  private final long startNanos;
  private final SimulatorSettings settings;
  private final RandomGenerator random;
  private long nextNanos;
  private boolean use;

  UseClock(
      LocalDateTime simulatedStart,
      long startNanos,
      SimulatorSettings settings,
      RandomGenerator random) {
    this.simulatedStart = simulatedStart;
    this.startNanos = startNanos;
    this.settings = settings;
    this.random = random;
    this.nextNanos = startNanos;
    advance();
  }

  /** Real time of the next stop. */
  long nextNanos() {
    return nextNanos;
  }

  /** Whether somebody drinks at the next stop; otherwise only the rate changes there. */
  boolean isUse() {
    return use;
  }

  /** Simulated time of the next stop. */
  LocalDateTime simulated() {
    double elapsed = (nextNanos - startNanos) * settings.speed();
    return simulatedStart.plusNanos((long) elapsed);
  }

  /** Goes on to the stop after the next one. */
  void advance() {
    LocalDateTime simulated = simulated();
    double perSecond =
        Math.max(
            Timetable.usesPerMinute(simulated, settings) / 60 * settings.speed(),
            settings.minPerSecond());
    Duration toChange = Duration.between(simulated, Timetable.nextChange(simulated));
    double changeNanos = toChange.toNanos() / settings.speed();
    double gapNanos = gapNanos(perSecond);
    use = gapNanos <= changeNanos;
    nextNanos += (long) Math.max(1, Math.ceil(Math.min(gapNanos, changeNanos)));
  }

  /** Gives up what would have been until then. */
  void skipTo(long nanos) {
    nextNanos = Math.max(nextNanos, nanos);
  }

  private double gapNanos(double perSecond) {
    double gap = -Math.log(1 - random.nextDouble()) / perSecond;
    double longest = settings.minPerSecond() > 0 ? 2 / settings.minPerSecond() : Double.MAX_VALUE;
    return Math.min(gap, longest) * NANOS;
  }
}
