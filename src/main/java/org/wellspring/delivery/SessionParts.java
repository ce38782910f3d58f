package org.wellspring.delivery;

import java.util.Map;
import java.util.Objects;
import org.wellspring.log.EventLog;
import org.wellspring.metrics.Meters;
import org.wellspring.model.DeliveryMode;
import org.wellspring.time.TimeSource;
import org.wellspring.time.Timers;

/**
 * What the sessions of one shard share.
 *
 * @param reads used on this shard only, as {@code excerpts} and {@code pace} are
 * @param inFlight shared by all shards
 * @param byMode the label of each mode
 */
record SessionParts(
    EventLog eventLog,
    SharedReads reads,
    Excerpts excerpts,
    CatchUpPace pace,
    Sender sender,
    InFlight inFlight,
    TimeSource time,
    Timers timers,
    Meters meters,
    Map<String, ModeMeters> byMode,
    Backoff backoff,
    DeliveryConfig config) {

  ModeMeters metersOf(DeliveryMode mode) {
    return Objects.requireNonNull(byMode.get(mode.label()));
  }
}
