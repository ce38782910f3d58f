package org.wellspring.delivery;

import org.wellspring.metrics.MeterName;
import org.wellspring.metrics.Meters;

/** What is counted and timed for each message of a mode. */
record ModeMeters(
    Meters.Count delivered,
    Meters.Count notSent,
    Meters.Stopwatch accepted,
    Meters.Stopwatch refused,
    Meters.Stopwatch failed) {

  static ModeMeters of(Meters meters, String mode) {
    return new ModeMeters(
        meters.counter(MeterName.EVENTS_DELIVERED, "mode", mode),
        meters.counter(MeterName.EVENTS_DROPPED, "reason", "not-sent"),
        time(meters, mode, "accepted"),
        time(meters, mode, "refused"),
        time(meters, mode, "failed"));
  }

  private static Meters.Stopwatch time(Meters meters, String mode, String outcome) {
    return meters.timer(MeterName.DELIVERY, "mode", mode, "outcome", outcome);
  }
}
