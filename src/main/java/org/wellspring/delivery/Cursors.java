package org.wellspring.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.log.StateStore;
import org.wellspring.model.LogPosition;
import org.wellspring.model.SubscriptionId;
import org.wellspring.subscription.CursorRecords;
import org.wellspring.time.TimerKey;
import org.wellspring.time.Timers;

/**
 * Records how far subscriptions have come, coalesced: at most once per interval and subscription.
 * What was delivered after the last record is delivered again after a crash: at least once.
 *
 * <p>Told by all shards, so its map is a concurrent one; records are written from the timer thread,
 * which does not wait for them.
 */
final class Cursors {
  private static final Logger log = LoggerFactory.getLogger(Cursors.class);

  private final StateStore store;
  private final Timers timers;
  private final Duration interval;
  private final ConcurrentMap<SubscriptionId, Optional<LogPosition>> changed =
      new ConcurrentHashMap<>();
  private final AtomicBoolean armed = new AtomicBoolean();

  Cursors(StateStore store, Timers timers, Duration interval) {
    this.store = store;
    this.timers = timers;
    this.interval = interval;
  }

  /**
   * A subscription has come further.
   *
   * @param next the first position that is not finished
   */
  void moved(SubscriptionId id, LogPosition next) {
    changed.merge(id, Optional.of(next), (before, now) -> before.isEmpty() ? before : now);
    arm();
  }

  /** A subscription is over: its record goes too. */
  void ended(SubscriptionId id) {
    changed.put(id, Optional.empty());
    arm();
  }

  private void arm() {
    if (armed.compareAndSet(false, true)) {
      timers.arm(
          new TimerKey(this, "cursors"),
          interval,
          () -> {
            armed.set(false);
            var unused = flush();
          });
    }
  }

  /**
   * Records what has changed; complete when that is durable, or logged as refused: then it is tried
   * again after the interval.
   */
  CompletableFuture<Void> flush() {
    List<CompletableFuture<Void>> records = new ArrayList<>();
    // a copy: what is refused at once comes back in, and must not be met again
    for (Map.Entry<SubscriptionId, Optional<LogPosition>> change : Map.copyOf(changed).entrySet()) {
      if (changed.remove(change.getKey(), change.getValue())) {
        records.add(recordOrKeep(change.getKey(), change.getValue()));
      }
    }
    return CompletableFuture.allOf(records.toArray(CompletableFuture<?>[]::new))
        .exceptionally(
            failure -> {
              log.warn("delivery.cursors-not-recorded cause={}", failure.toString());
              return null;
            });
  }

  private CompletableFuture<Void> recordOrKeep(SubscriptionId id, Optional<LogPosition> next) {
    return record(id, next)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                // a newer place counts for more, the end for most
                changed.merge(id, next, (newer, refused) -> refused.isEmpty() ? refused : newer);
                arm();
              }
            });
  }

  private CompletableFuture<Void> record(SubscriptionId id, Optional<LogPosition> next) {
    String key = CursorRecords.key(id);
    try {
      return next.map(position -> store.put(key, CursorRecords.encode(position)))
          .orElseGet(() -> store.delete(key));
    } catch (RuntimeException failure) { // said by throwing or by the future: the same to us
      return CompletableFuture.failedFuture(failure);
    }
  }
}
