package org.wellspring.bench.load;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** How much heap is in use once the garbage is gone. */
public final class HeapGauge {
  private static final int AT_MOST = 10;
  private static final double STILL = 0.001;

  private HeapGauge() {}

  /**
   * Collects until two readings in a row differ by less than a thousandth, ten times at most.
   *
   * @return octets, the lowest reading
   */
  public static long used() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    long lowest = Long.MAX_VALUE;
    for (int i = 0; i < AT_MOST; i++) {
      memory.gc();
      long now = memory.getHeapMemoryUsage().getUsed();
      boolean still = lowest != Long.MAX_VALUE && Math.abs(lowest - now) < lowest * STILL;
      lowest = Math.min(lowest, now);
      if (still) {
        break;
      }
    }
    return lowest;
  }
}
