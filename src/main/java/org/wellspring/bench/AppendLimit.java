package org.wellspring.bench;

import java.io.IOException;
import java.time.Duration;
import org.wellspring.bench.load.EventText;
import org.wellspring.bench.load.Tick;

/** What publishing is compared with: storing the same events with nothing in front. */
interface AppendLimit {
  /** For people. */
  String name();

  /**
   * Events stored per second by {@link PublishScenario#PUBLISHERS} threads, each of which waits for
   * one batch of {@link PublishScenario#BATCH} before it stores the next.
   */
  double eventsPerSecond(Tick tick, EventText events, Duration span) throws IOException;
}
