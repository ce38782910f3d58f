package org.wellspring.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.wellspring.bench.load.Tick;

/** One thing to measure. */
@FunctionalInterface
interface Scenario {
  /**
   * Measures. Cleans up after itself in any case.
   *
   * @throws IOException if it could not be run
   */
  List<Result> run(Setting setting) throws IOException;

  /** The figure or the limit. */
  @FunctionalInterface
  interface Side {
    /** Works for so long and tells how much it did in a second. */
    double rate(Duration span) throws IOException;
  }

  /** Means of several slices. */
  record Pair(double figure, double limit) {}

  /**
   * What all scenarios are given.
   *
   * @param seconds as the user wished; empty: each scenario's own
   * @param warmUpSeconds for each side before measuring, at most; at least 1
   */
  record Setting(Tick tick, OptionalInt seconds, int warmUpSeconds) {
    private static final int ROUNDS = 3;

    /** How many slices of figure and limit are measured in turn. */
    int rounds() {
      return ROUNDS;
    }

    /**
     * For scenarios whose size is not a time: all of it, or less when less time was asked for.
     *
     * @param whole seconds for which all of it is done
     */
    double part(int whole) {
      return Math.min(1, seconds.orElse(whole) / (double) whole);
    }

    /** The length of one slice. */
    Duration slice() {
      return Duration.ofMillis(seconds.orElse(6) * 1000L / (2 * ROUNDS));
    }

    /**
     * Runs one side until the compiler has done its work: until three seconds in a row have not
     * brought a rate that is higher by a twentieth.
     *
     * @return the highest rate seen
     */
    double warmUp(Side side) throws IOException {
      double best = 0;
      int still = 0;
      for (int i = 0; i < warmUpSeconds && still < 3; i++) {
        double rate = side.rate(Duration.ofSeconds(1));
        still = rate > best * 1.05 ? 0 : still + 1;
        best = Math.max(best, rate);
      }
      return best;
    }

    /** Measures both sides, which are warm, slice by slice in turn. */
    Pair measure(Side figure, Side limit) throws IOException {
      double figures = 0;
      double limits = 0;
      for (int i = 0; i < ROUNDS; i++) {
        figures += figure.rate(slice());
        limits += limit.rate(slice());
      }
      return new Pair(figures / ROUNDS, limits / ROUNDS);
    }
  }
}
