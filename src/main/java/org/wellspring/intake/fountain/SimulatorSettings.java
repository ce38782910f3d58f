package org.wellspring.intake.fountain;

import java.time.LocalTime;

/**
 * How the simulated school runs.
 *
 * @param speed simulated seconds per real second, over 0
 * @param minPerSecond events per real second that there are at least, so that a demonstration
 *     always shows something; 0: the timetable alone decides, and the nights are silent
 * @param opens when pupils begin to drink
 * @param closes when they have gone home
 */
public record SimulatorSettings(
    double speed, double minPerSecond, LocalTime opens, LocalTime closes) {
  /** Ten times as fast as life, and three events a second even in class. */
  public static final SimulatorSettings DEFAULTS = of(10, 3);

  /** A school that is open from 8 to 17 o'clock. */
  public static SimulatorSettings of(double speed, double minPerSecond) {
    return new SimulatorSettings(speed, minPerSecond, LocalTime.of(8, 0), LocalTime.of(17, 0));
  }

  public SimulatorSettings {
    if (!(speed > 0 && speed <= 100_000)) {
      throw new IllegalArgumentException("the simulator's speed must be 0..100000, not " + speed);
    }
    if (!(minPerSecond >= 0 && minPerSecond <= 10_000)) {
      throw new IllegalArgumentException(
          "the simulator's least rate must be 0..10000 events a second, not " + minPerSecond);
    }
  }
}
