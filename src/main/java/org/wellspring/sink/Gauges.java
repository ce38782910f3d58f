package org.wellspring.sink;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts kept by the event loops for whoever looks. */
final class Gauges {
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();

  void connections(int change) {
    connections.addAndGet(change);
  }

  void waiting(int change) {
    waiting.addAndGet(change);
  }

  int connections() {
    return connections.get();
  }

  int waiting() {
    return waiting.get();
  }
}
