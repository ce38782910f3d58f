package org.wellspring.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.wellspring.model.Event;
import org.wellspring.model.LogPosition;

/**
 * The events that were taken lately and the ones being stored now. Safe for use by several threads:
 * each method holds the monitor for a few map operations and never while something is waited for.
 *
 * <p>Remembered events are bounded by the {@link DedupWindow}, those in flight by what the log lets
 * wait.
 */
final class RecentEvents {
  private record Taken(LogPosition position, long atNanos) {}

  /**
   * What is to be done with a batch.
   *
   * @param fresh events to append, in order; now in flight
   * @param repeats how many were dropped as known
   * @param lastRepeat where the last of the repeats is
   * @param waitFor completes, normally in any case, when an event of the batch that is in flight is
   *     settled: decide again then. When present, nothing was put in flight
   */
  record Decision(
      List<Event> fresh,
      int repeats,
      Optional<LogPosition> lastRepeat,
      Optional<CompletableFuture<Void>> waitFor) {}

  private final DedupWindow window;
  private final Map<EventKey, CompletableFuture<Void>> inFlight = new HashMap<>();
  private final LinkedHashMap<EventKey, Taken> taken = new LinkedHashMap<>();

  RecentEvents(DedupWindow window) {
    this.window = window;
  }

  synchronized Decision decide(List<Event> events, long nowNanos) {
    forgetOld(nowNanos);
    List<Event> fresh = new ArrayList<>(events.size());
    Set<EventKey> seen = new HashSet<>();
    Optional<LogPosition> lastRepeat = Optional.empty();
    for (Event event : events) {
      EventKey key = EventKey.of(event);
      @Nullable CompletableFuture<Void> pending = inFlight.get(key);
      if (pending != null) {
        return new Decision(List.of(), 0, Optional.empty(), Optional.of(pending));
      }
      Taken before = taken.get(key);
      if (before != null) {
        lastRepeat = Optional.of(before.position());
      } else if (seen.add(key)) {
        fresh.add(event);
      }
    }
    if (!fresh.isEmpty()) {
      CompletableFuture<Void> settled = new CompletableFuture<>();
      seen.forEach(key -> inFlight.put(key, settled));
    }
    return new Decision(fresh, events.size() - fresh.size(), lastRepeat, Optional.empty());
  }

  /**
   * Ends the flight of events.
   *
   * @param last where the last of them was stored; empty when they were not: they may be tried
   *     again
   */
  void settle(List<Event> events, Optional<LogPosition> last, long nowNanos) {
    release(events, last, nowNanos).ifPresent(settled -> settled.complete(null));
  }

  private synchronized Optional<CompletableFuture<Void>> release(
      List<Event> events, Optional<LogPosition> last, long nowNanos) {
    Optional<CompletableFuture<Void>> settled = Optional.empty();
    for (int i = 0; i < events.size(); i++) {
      EventKey key = EventKey.of(events.get(i));
      settled = Optional.ofNullable(inFlight.remove(key)); // one future for all of the batch
      if (last.isPresent()) {
        long place = last.get().value() - (events.size() - 1 - i);
        remember(key, new LogPosition(Math.max(0, place)), nowNanos);
      }
    }
    return settled;
  }

  /** Remembers an event that is in the log already. */
  synchronized void remember(EventKey key, LogPosition position, long nowNanos) {
    taken.put(key, new Taken(position, nowNanos));
    forgetOld(nowNanos);
  }

  /** The oldest come first, so this looks at no more entries than it drops, and one. */
  private void forgetOld(long nowNanos) {
    Duration kept = window.duration();
    Iterator<Taken> oldest = taken.values().iterator();
    while (oldest.hasNext()) {
      Taken entry = oldest.next();
      boolean old = nowNanos - entry.atNanos() >= kept.toNanos();
      if (!old && taken.size() <= window.max()) {
        return;
      }
      oldest.remove();
    }
  }

  synchronized int remembered() {
    return taken.size();
  }
}
