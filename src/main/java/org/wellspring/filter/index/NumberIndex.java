package org.wellspring.filter.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.wellspring.filter.predicate.AccessKey;

/**
 * Postings by a range of numbers: points in a hash map, half-open ranges sorted by their one bound,
 * intervals by {@link IntervalGrid}. A value finds what holds it, and of intervals a few around it.
 *
 * <p>A list of values stands for the span from its least to its greatest: the two ends of an
 * interval may have come from two conditions, which two values may fulfil.
 */
final class NumberIndex {
  private static final double[] EVERYTHING = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};

  private final ConcurrentMap<Double, Posting> points = new ConcurrentHashMap<>();
  private final ConcurrentSkipListMap<Double, Posting> atLeast = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<Double, Posting> atMost = new ConcurrentSkipListMap<>();
  private final IntervalGrid intervals = new IntervalGrid();

  /** How many half-open ranges there are; changed under the index's lock. */
  private int halfOpen;

  List<Posting> postings(AccessKey.Range range) {
    Map<Double, Posting> map = mapFor(range);
    if (map != null) {
      return List.of(map.computeIfAbsent(bound(range), bound -> new Posting()));
    }
    return intervals.postings(range.low(), range.high());
  }

  /** The map that a range is filed in; null for the grid. */
  private @Nullable Map<Double, Posting> mapFor(AccessKey.Range range) {
    if (range.low() == range.high()) {
      return points;
    }
    if (range.high() == Double.POSITIVE_INFINITY || range.high() < range.low()) {
      return atLeast; // a range turned round holds nothing; it is found by one of its ends
    }
    return range.low() == Double.NEGATIVE_INFINITY ? atMost : null;
  }

  private static Double bound(AccessKey.Range range) {
    boolean upper = range.low() == Double.NEGATIVE_INFINITY;
    return (upper ? range.high() : range.low()) + 0.0; // + 0.0: -0 is 0
  }

  void prune(AccessKey.Range range) {
    Map<Double, Posting> map = mapFor(range);
    if (map == null) {
      intervals.prune(range.low(), range.high());
      return;
    }
    Posting known = map.get(bound(range));
    if (known != null && known.isEmpty()) {
      map.remove(bound(range));
    }
  }

  /** How many candidates a range would bring that is filed here. */
  double estimate(AccessKey.Range range) {
    Map<Double, Posting> map = mapFor(range);
    if (map == points) {
      Posting known = points.get(bound(range));
      return 1 + (known == null ? 0 : known.size());
    }
    return map == null ? intervals.estimate(range.low(), range.high()) : 4 + halfOpen / 2.0;
  }

  /** Keeps count of half-open ranges, as sorted maps do not know their size. */
  void counted(AccessKey.Range range, int change) {
    Map<Double, Posting> map = mapFor(range);
    if (map == atLeast || map == atMost) {
      halfOpen += change;
    }
  }

  boolean isEmpty() {
    return points.isEmpty() && atLeast.isEmpty() && atMost.isEmpty() && intervals.isEmpty();
  }

  void showAll(Posting.Visitor visitor) {
    points.values().forEach(posting -> posting.forEach(visitor));
    probe(EVERYTHING, visitor);
  }

  /**
   * Finds what may hold of a list of numbers.
   *
   * @param numbers without NaN; one or more
   */
  void probe(double[] numbers, Posting.Visitor visitor) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (double number : numbers) {
      least = Math.min(least, number);
      greatest = Math.max(greatest, number);
      Posting point = points.get(number + 0.0);
      if (point != null) {
        point.forEach(visitor);
      }
    }
    for (Posting found : atLeast.headMap(greatest + 0.0, true).values()) {
      found.forEach(visitor);
    }
    for (Posting found : atMost.tailMap(least + 0.0, true).values()) {
      found.forEach(visitor);
    }
    List<Posting> around = new ArrayList<>();
    intervals.collect(least, greatest, around);
    around.forEach(found -> found.forEach(visitor));
  }
}
