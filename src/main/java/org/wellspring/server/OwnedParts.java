package org.wellspring.server;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.lane.Lane;
import org.wellspring.lane.LaneThread;
import org.wellspring.metrics.MeterName;
import org.wellspring.metrics.Meters;

/** What a server has opened and has to close, last first, whatever one of them does. */
final class OwnedParts implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OwnedParts.class);

  private final Meters meters;
  private final List<AutoCloseable> parts = new ArrayList<>();

  OwnedParts(Meters meters) {
    this.meters = meters;
  }

  <T extends AutoCloseable> T own(T part) {
    parts.add(part);
    return part;
  }

  /**
   * A lane with a thread of that name, whose queue shows among the metrics.
   *
   * @param bound tasks that may be offered and wait
   */
  Lane lane(String name, int bound) {
    LaneThread lane = own(new LaneThread(name, bound));
    meters.gauge(MeterName.QUEUE_DEPTH, lane::depth, "queue", name);
    return lane;
  }

  @Override
  public void close() {
    for (int i = parts.size() - 1; i >= 0; i--) {
      closeQuietly(parts.get(i));
    }
  }

  private static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) { // AutoCloseable declares no less; the others must still be closed
      log.warn("server.close-failed part={}", part.getClass().getSimpleName(), e);
    }
  }
}
