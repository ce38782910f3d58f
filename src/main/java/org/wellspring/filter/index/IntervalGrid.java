package org.wellspring.filter.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Intervals in hash maps. Each power of two is a grid of cells of that width; an interval is filed
 * in the grid whose cells are as wide as it is, rounded up, in the two or three cells it touches. A
 * number is looked up in one cell of every grid there is. What is found there overlaps the number's
 * cell, and holds the number in about every other case: whoever asks looks again.
 *
 * <p>Unlike a balanced interval tree it is changed in constant time and read without a lock.
 */
final class IntervalGrid {
  /** The cells of one width that something is filed in. */
  private static final class Grid {
    final Map<Double, Posting> cells = new ConcurrentHashMap<>();
  }

  private static final int MOST_CELLS = 4;

  /** By the exponent of the width. */
  private final ConcurrentSkipListMap<Integer, Grid> grids = new ConcurrentSkipListMap<>();

  /**
   * The places of an interval.
   *
   * @param low finite, below {@code high}
   * @param high finite
   */
  List<Posting> postings(double low, double high) {
    int level = level(low, high);
    Grid grid = grids.computeIfAbsent(level, exponent -> new Grid());
    List<Posting> places = new ArrayList<>();
    double last = cell(high, level);
    for (double at = cell(low, level); at <= last; at++) {
      places.add(grid.cells.computeIfAbsent(at, cell -> new Posting()));
    }
    return places;
  }

  void prune(double low, double high) {
    int level = level(low, high);
    Grid grid = grids.get(level);
    if (grid == null) {
      return;
    }
    double last = cell(high, level);
    for (double at = cell(low, level); at <= last; at++) {
      Posting known = grid.cells.get(at);
      if (known != null && known.isEmpty()) {
        grid.cells.remove(at);
      }
    }
    if (grid.cells.isEmpty()) {
      grids.remove(level);
    }
  }

  double estimate(double low, double high) {
    int level = level(low, high);
    Grid grid = grids.get(level);
    double there = 0;
    if (grid != null) {
      double last = cell(high, level);
      for (double at = cell(low, level); at <= last; at++) {
        Posting known = grid.cells.get(at);
        there += known == null ? 0 : known.size();
      }
    }
    return 2 + there / 2;
  }

  /** Adds every posting that may hold an interval overlapping the span. */
  void collect(double least, double greatest, List<Posting> found) {
    for (Map.Entry<Integer, Grid> entry : grids.entrySet()) {
      int level = entry.getKey();
      Map<Double, Posting> cells = entry.getValue().cells;
      double first = cell(least, level);
      double last = cell(greatest, level);
      if (last - first > cells.size()) { // a list of far apart numbers: rare
        cells.forEach(
            (at, posting) -> {
              if (at >= first && at <= last) {
                found.add(posting);
              }
            });
        continue;
      }
      for (double at = first; at <= last; at++) {
        Posting known = cells.get(at);
        if (known != null) {
          found.add(known);
        }
        if (at + 1 == at) {
          break;
        }
      }
    }
  }

  boolean isEmpty() {
    return grids.isEmpty();
  }

  /** The exponent of the least power of two that is not below the width, or a little more. */
  private static int level(double low, double high) {
    double width = high - low;
    if (Double.isInfinite(width)) {
      return Double.MAX_EXPONENT;
    }
    int level = Math.max(Math.getExponent(width) + 1, -500);
    // far from zero a narrow interval has cells that doubles cannot count
    double far = Math.max(Math.abs(low), Math.abs(high));
    level = Math.max(level, Math.getExponent(far) - 50);
    while (cell(high, level) - cell(low, level) > MOST_CELLS) {
      level++;
    }
    return level;
  }

  /** Dividing by a power of two is exact. */
  private static double cell(double number, int level) {
    return Math.floor(Math.scalb(number, -level)) + 0.0;
  }
}
