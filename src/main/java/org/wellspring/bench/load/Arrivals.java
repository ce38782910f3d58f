package org.wellspring.bench.load;

/** Told of each event that arrives. Called by several threads, one at a time for a subscription. */
@FunctionalInterface
public interface Arrivals {
  void saw(int subscription, int stream, long number);
}
