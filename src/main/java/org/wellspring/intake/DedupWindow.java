package org.wellspring.intake;

import java.time.Duration;

/**
 * How long, and how many, taken events are remembered so that a repeat is known for one.
 *
 * @param duration zero: only repeats of events that are being stored right now are known
 * @param max events remembered; beyond it the oldest are forgotten early
 */
public record DedupWindow(Duration duration, int max) {
  public static final DedupWindow DEFAULTS = new DedupWindow(Duration.ofMinutes(10), 100_000);

  public DedupWindow {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("a de-duplication window below zero: " + duration);
    }
    if (max < 0) {
      throw new IllegalArgumentException("a de-duplication window of " + max + " events");
    }
  }
}
