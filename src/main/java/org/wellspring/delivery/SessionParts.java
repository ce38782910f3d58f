package org.wellspring.delivery;

import org.wellspring.log.EventLog;
import org.wellspring.metrics.Meters;
import org.wellspring.time.TimeSource;
import org.wellspring.time.Timers;

/**
 * What the sessions of one shard share.
 *
 * @param reads used on this shard only, as {@code pace} is
 * @param inFlight shared by all shards
 */
record SessionParts(
    EventLog eventLog,
    SharedReads reads,
    CatchUpPace pace,
    Sender sender,
    InFlight inFlight,
    TimeSource time,
    Timers timers,
    Meters meters,
    Backoff backoff,
    DeliveryConfig config) {}
