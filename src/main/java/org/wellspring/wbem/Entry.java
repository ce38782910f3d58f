package org.wellspring.wbem;

import java.time.Instant;
import java.util.List;
import org.wellspring.cim.CimInstance;
import org.wellspring.cim.InstancePath;
import org.wellspring.model.SubscriptionId;

/**
 * An instance in the book.
 *
 * @param owner name of the principal that made it; empty for what the configuration declares
 * @param engines the subscriptions of the engine that work for it; none unless it is an enabled
 *     subscription
 */
record Entry(
    InstancePath path,
    CimInstance instance,
    Origin origin,
    String owner,
    Instant createdAt,
    List<SubscriptionId> engines) {
  /** Where it comes from. */
  enum Origin {
    /** The configuration: nobody changes or deletes it. */
    STATIC,
    /** A client. */
    DYNAMIC
  }

  Entry {
    engines = List.copyOf(engines);
  }

  Entry with(CimInstance changed) {
    return new Entry(path, changed, origin, owner, createdAt, engines);
  }

  Entry workedBy(List<SubscriptionId> others) {
    return new Entry(path, instance, origin, owner, createdAt, others);
  }

  boolean isA(String className) {
    return path.className().equalsIgnoreCase(className);
  }

  boolean isSubscription() {
    return isA(Keys.SUBSCRIPTION) || isA(Keys.COLLECTION_SUBSCRIPTION);
  }

  boolean isEnabled() {
    return instance
        .text(Keys.STATE)
        .filter(state -> state.equals(Long.toString(Keys.ENABLED)))
        .isPresent();
  }
}
