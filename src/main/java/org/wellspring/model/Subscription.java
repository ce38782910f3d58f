package org.wellspring.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A subscription as it stands.
 *
 * @param owner name of the principal that made it
 * @param start the log position of its first event
 * @param group the multicast group it was given, in Trap mode
 */
public record Subscription(
    SubscriptionId id,
    String owner,
    Instant createdAt,
    SubscriptionTerms terms,
    Lease lease,
    LogPosition start,
    Optional<MulticastGroup> group) {

  public Subscription withLease(Lease renewed) {
    return new Subscription(id, owner, createdAt, terms, renewed, start, group);
  }

  public Subscription withStart(LogPosition position) {
    return new Subscription(id, owner, createdAt, terms, lease, position, group);
  }

  public Subscription withGroup(MulticastGroup given) {
    return new Subscription(id, owner, createdAt, terms, lease, start, Optional.of(given));
  }
}
