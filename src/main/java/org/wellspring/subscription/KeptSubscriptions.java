package org.wellspring.subscription;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.wellspring.fault.FaultException;
import org.wellspring.filter.Filter;
import org.wellspring.model.Bytes;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.Subscription;

/**
 * Reads the records of a store at a start: what needs no state, and so can be done by all
 * processors at once. Equal filters are compiled once.
 */
final class KeptSubscriptions {
  /**
   * A subscription that was kept.
   *
   * @param filter empty when it is no longer accepted, as the configuration has changed
   * @param refusal why; empty when it is accepted
   * @param secrets how its record holds them
   */
  record Kept(
      Subscription subscription, Optional<Filter> filter, String refusal, Secrets secrets) {}

  /** How a record holds its secrets. */
  enum Secrets {
    SEALED,
    /** As versions wrote them that could not seal. */
    IN_CLEAR
  }

  /** What decides how a filter is compiled. */
  private record Wanted(ResourceUri resource, Optional<FilterSpec> filter) {}

  private final SubscriptionCodec codec;
  private final SubscriptionVetting vetting;
  private final ConcurrentMap<Wanted, Filter> compiled = new ConcurrentHashMap<>();

  KeptSubscriptions(SubscriptionCodec codec, SubscriptionVetting vetting) {
    this.codec = codec;
    this.vetting = vetting;
  }

  /** In the order of the records. */
  List<Kept> read(Collection<Bytes> records) {
    return List.copyOf(records).parallelStream().map(this::read).toList();
  }

  private Kept read(Bytes record) {
    Subscription subscription = codec.decode(record);
    Secrets secrets = codec.holdsSecretInClear(record) ? Secrets.IN_CLEAR : Secrets.SEALED;
    try {
      return new Kept(subscription, Optional.of(filter(subscription)), "", secrets);
    } catch (FaultException noLonger) {
      return new Kept(subscription, Optional.empty(), noLonger.reason(), secrets);
    }
  }

  private Filter filter(Subscription subscription) {
    Wanted wanted = new Wanted(subscription.terms().resource(), subscription.terms().filter());
    return compiled.computeIfAbsent(wanted, key -> vetting.compile(subscription.terms()));
  }
}
