package org.wellspring.delivery;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.wellspring.model.SubscriptionId;

/**
 * The taps that are open, by subscription. They are opened and closed from any thread, and all end
 * on the subscription lane when their subscription does, which is why its map is a concurrent one.
 */
final class Taps {
  private final ConcurrentMap<SubscriptionId, Set<Tap>> open = new ConcurrentHashMap<>();

  void add(SubscriptionId id, Tap tap) {
    open.compute(
        id,
        (key, known) -> {
          Set<Tap> of = known == null ? ConcurrentHashMap.newKeySet() : known;
          of.add(tap);
          return of;
        });
  }

  /** Does nothing when it is not there. */
  void remove(SubscriptionId id, Tap tap) {
    open.computeIfPresent(
        id,
        (key, of) -> {
          of.remove(tap);
          return of.isEmpty() ? null : of;
        });
  }

  /** Closes those of a subscription; each removes itself. */
  void closeAll(SubscriptionId id) {
    Set.copyOf(open.getOrDefault(id, Set.of())).forEach(Tap::close);
  }
}
