package org.wellspring.bench.load;

import java.util.Arrays;

/** Measured times, all of them kept: percentiles are exact. Safe for use by several threads. */
public final class Samples {
  private long[] values = new long[4096];
  private int count;

  public synchronized void add(long nanos) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = nanos;
  }

  public synchronized void clear() {
    count = 0;
  }

  /**
   * The value at or below which so many of all are; 0 when there is none.
   *
   * @param share 0 to 1; 1 is the maximum
   */
  public synchronized long at(double share) {
    if (count == 0) {
      return 0;
    }
    long[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(share * count);
    return sorted[Math.max(0, Math.min(count, rank) - 1)];
  }
}
