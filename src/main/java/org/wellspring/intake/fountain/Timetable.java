package org.wellspring.intake.fountain;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;

/**
 * When people drink at the school: Monday to Friday while it is open, in hours of 50 minutes of
 * class and 10 minutes of break. Rates are uses per minute, of all fountains together.
 */
final class Timetable {
  static final double CLASS_RATE = 2;
  static final double BREAK_RATE = 48;

  /** From the opening of the school. */
  private static final Duration FIRST_BREAK_NEARLY_HALF_OVER = Duration.ofMinutes(55);

  private static final int CLASS_MINUTES = 50;

  private Timetable() {}

  /** Where the simulation begins: in the first break of this day, or of the last school day. */
  static LocalDateTime begin(LocalDate today, SimulatorSettings school) {
    LocalDate day = today;
    while (isWeekend(day)) {
      day = day.minusDays(1);
    }
    return day.atTime(school.opens()).plus(FIRST_BREAK_NEARLY_HALF_OVER);
  }

  static double usesPerMinute(LocalDateTime at, SimulatorSettings school) {
    LocalTime time = at.toLocalTime();
    boolean open = !time.isBefore(school.opens()) && time.isBefore(school.closes());
    if (isWeekend(at.toLocalDate()) || !open) {
      return 0;
    }
    return time.getMinute() < CLASS_MINUTES ? CLASS_RATE : BREAK_RATE;
  }

  /** The next time at which the rate may be another one; after {@code at}. */
  static LocalDateTime nextChange(LocalDateTime at) {
    LocalDateTime hour = at.toLocalDate().atTime(at.getHour(), 0);
    LocalDateTime bell = hour.plusMinutes(CLASS_MINUTES);
    return bell.isAfter(at) ? bell : hour.plusHours(1);
  }

  private static boolean isWeekend(LocalDate day) {
    return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
  }
}
