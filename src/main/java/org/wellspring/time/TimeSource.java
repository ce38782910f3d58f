package org.wellspring.time;

import java.time.Instant;

/** What time it is. Safe for use by several threads. */
public interface TimeSource {
  /** For values on the wire and leases that must survive a restart. */
  Instant wallClock();

  /** For timeouts, back-off and latency; meaningless across processes. */
  long monotonicNanos();
}
