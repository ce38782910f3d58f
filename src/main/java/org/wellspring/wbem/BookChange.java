package org.wellspring.wbem;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.wellspring.cim.CimDateTime;
import org.wellspring.cim.CimException;
import org.wellspring.cim.CimInstance;
import org.wellspring.cim.CimProperty;
import org.wellspring.cim.CimStatus;
import org.wellspring.cim.CimType;
import org.wellspring.cim.CimValue;

/**
 * What a ModifyInstance wants. Properties that stay as they are may be among those given, as
 * clients send back the whole instance.
 *
 * @param given the properties that are to have these values, typed as their class has them
 */
record BookChange(List<CimProperty> given) {
  private static final Set<String> ALWAYS = Set.of("elementname", "caption", "description");
  private static final Set<String> SUBSCRIPTION =
      Set.of("subscriptionstate", "subscriptionduration", "subscriptioninfo");

  /** Computed, or ours to set: what a client sends back of them is not looked at. */
  private static final Set<String> IGNORED =
      Set.of("subscriptiontimeremaining", "timeoflaststatechange", "filter", "handler");

  BookChange {
    given = List.copyOf(given);
  }

  /**
   * The instance as it will be.
   *
   * @param referenced whether subscriptions name it
   * @throws CimException when a property cannot be changed, or not now
   */
  CimInstance apply(Entry entry, boolean referenced) {
    CimInstance changed = entry.instance();
    for (CimProperty property : given) {
      String name = property.name().toLowerCase(java.util.Locale.ROOT);
      boolean same = entry.instance().value(name).equals(property.value());
      if (same || IGNORED.contains(name)) {
        continue;
      }
      check(entry, property, name, referenced);
      changed = changed.with(property);
    }
    if (entry.isSubscription()) {
      Drafts.oneOf(changed, Keys.STATE, "2 (enabled) or 4 (disabled)", "2", "4");
    }
    return changed;
  }

  private static void check(Entry entry, CimProperty property, String name, boolean referenced) {
    if (ALWAYS.contains(name) || (entry.isSubscription() && SUBSCRIPTION.contains(name))) {
      return;
    }
    String inUse =
        referenced && !entry.isSubscription() ? " while subscriptions refer to the instance" : "";
    throw new CimException(
        referenced && !entry.isSubscription() ? CimStatus.FAILED : CimStatus.NOT_SUPPORTED,
        "Property "
            + property.name()
            + " of "
            + entry.path().className()
            + " cannot be changed"
            + inUse
            + "; delete the instance and create it anew. What can be changed: "
            + (entry.isSubscription()
                ? "SubscriptionState, SubscriptionDuration, SubscriptionInfo, "
                : "")
            + "ElementName, Caption, Description.");
  }

  static CimInstance inState(CimInstance subscription, long state, Instant now) {
    return subscription
        .with(CimProperty.of(Keys.STATE, CimType.UINT16, CimValue.of(state)))
        .with(
            CimProperty.of(
                "TimeOfLastStateChange", CimType.DATETIME, CimValue.of(CimDateTime.of(now))));
  }
}
