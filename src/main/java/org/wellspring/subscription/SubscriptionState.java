package org.wellspring.subscription;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.wellspring.model.Subscription;
import org.wellspring.model.SubscriptionId;

/**
 * All live subscriptions, and places reserved for those being recorded. Owned by the subscription
 * lane; only {@link #all} may be called from any thread, which is why the map is a concurrent one:
 * a snapshot made at each change would cost more the more subscriptions there are.
 */
final class SubscriptionState {
  private final ConcurrentNavigableMap<String, Subscription> live = new ConcurrentSkipListMap<>();
  private final Map<String, Integer> perOwner = new HashMap<>();
  private final Set<SubscriptionId> ending = new HashSet<>();

  /** Of subscriptions whose protocol names them. */
  private record OwnedName(String owner, String name) {}

  private final Set<OwnedName> names = new HashSet<>();
  private int reservedAndLive;

  /** A live subscription; one whose end is being recorded counts as gone. */
  Optional<Subscription> find(SubscriptionId id) {
    return ending.contains(id) ? Optional.empty() : Optional.ofNullable(live.get(id.value()));
  }

  /**
   * From here to {@link #remove} or {@link #spare} nobody finds it: whatever were recorded now
   * would come behind the record of its end and bring it back at the next start.
   */
  void beginEnd(SubscriptionId id) {
    ending.add(id);
  }

  /** Its end could not be recorded, so it lives on. */
  void spare(SubscriptionId id) {
    ending.remove(id);
  }

  int total() {
    return reservedAndLive;
  }

  int ownedBy(String owner) {
    return perOwner.getOrDefault(owner, 0);
  }

  /** Keeps a place while the record is written, so that check and act are one. */
  void reserve(Subscription subscription) {
    reservedAndLive++;
    perOwner.merge(subscription.owner(), 1, Integer::sum);
    ownedName(subscription).ifPresent(names::add);
  }

  void release(Subscription subscription) {
    reservedAndLive--;
    perOwner.computeIfPresent(subscription.owner(), (name, n) -> n > 1 ? n - 1 : null);
    ownedName(subscription).ifPresent(names::remove);
  }

  private static Optional<OwnedName> ownedName(Subscription subscription) {
    return subscription.terms().stream()
        .map(stream -> new OwnedName(subscription.owner(), stream.name()));
  }

  boolean isNameTaken(String owner, String name) {
    return names.contains(new OwnedName(owner, name));
  }

  /** Puts in a subscription whose place was reserved, or replaces one that is there. */
  void put(Subscription subscription) {
    live.put(subscription.id().value(), subscription);
  }

  Optional<Subscription> remove(SubscriptionId id) {
    ending.remove(id);
    Subscription removed = live.remove(id.value());
    if (removed != null) {
      release(removed);
    }
    return Optional.ofNullable(removed);
  }

  /** In the order of their ids. From any thread; changes under way may or may not be seen. */
  List<Subscription> all() {
    return new ArrayList<>(live.values());
  }
}
