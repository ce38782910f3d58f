package org.wellspring.bench;

import java.util.Locale;

/**
 * What a scenario should reach.
 *
 * @param ratio of figure to limit
 * @param least of the figure itself; 0: any
 */
record Reach(Direction direction, double ratio, double least) {
  enum Direction {
    AT_LEAST,
    AT_MOST
  }

  static Reach atLeast(double ratio) {
    return new Reach(Direction.AT_LEAST, ratio, 0);
  }

  static Reach atLeast(double ratio, double figure) {
    return new Reach(Direction.AT_LEAST, ratio, figure);
  }

  static Reach atMost(double ratio) {
    return new Reach(Direction.AT_MOST, ratio, 0);
  }

  boolean isMet(double figure, double actual) {
    return direction == Direction.AT_LEAST ? actual >= ratio && figure >= least : actual <= ratio;
  }

  @Override
  public String toString() {
    String bound = (direction == Direction.AT_LEAST ? "≥ " : "≤ ") + plain(ratio);
    return least > 0 ? bound + String.format(Locale.ROOT, ", ≥ %,.0f", least) : bound;
  }

  private static String plain(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%s", value);
  }
}
