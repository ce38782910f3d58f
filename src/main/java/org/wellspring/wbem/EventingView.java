package org.wellspring.wbem;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.wellspring.cim.CimDateTime;
import org.wellspring.cim.CimInstance;
import org.wellspring.cim.CimValue;
import org.wellspring.cim.ClassRepository;
import org.wellspring.cim.InstanceBuilder;
import org.wellspring.model.DeliveryMode;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.Principal;
import org.wellspring.model.Subscription;
import org.wellspring.model.SubscriptionTerms;

/**
 * The subscriptions of other protocols as instances, to be read only: each one a destination, a
 * filter and the subscription between them. DSP0227 §10.2.1. A principal sees those that it may
 * manage.
 */
final class EventingView {
  /** More are not shown: an enumeration is answered in one piece. */
  private static final int SHOWN = 10_000;

  private final ClassRepository classes;
  private final WbemSettings settings;
  private final Supplier<List<Subscription>> subscriptions;

  EventingView(
      ClassRepository classes, WbemSettings settings, Supplier<List<Subscription>> subscriptions) {
    this.classes = classes;
    this.settings = settings;
    this.subscriptions = subscriptions;
  }

  List<CimInstance> instances(Principal who, Instant now) {
    List<CimInstance> all = new ArrayList<>();
    subscriptions.get().stream()
        .filter(one -> !one.terms().notation().equals(IndicationTerms.NOTATION))
        .filter(one -> who.mayManage(one.owner()))
        .limit(SHOWN)
        .forEach(one -> add(all, one, now));
    return all;
  }

  private void add(List<CimInstance> all, Subscription subscription, Instant now) {
    CimInstance destination = destination(subscription);
    CimInstance filter = filter(subscription);
    all.add(destination);
    all.add(filter);
    Duration granted = subscription.lease().granted();
    all.add(
        new InstanceBuilder(classes, Keys.SUBSCRIPTION)
            .set("Filter", classes.pathOf(settings.interop(), filter))
            .set("Handler", classes.pathOf(settings.interop(), destination))
            .set(Keys.START, CimDateTime.of(subscription.createdAt()))
            .set("TimeOfLastStateChange", CimDateTime.of(subscription.createdAt()))
            .set(Keys.DURATION, granted.toSeconds())
            .set("SubscriptionTimeRemaining", subscription.lease().remaining(now).toSeconds())
            .build());
  }

  private InstanceBuilder named(String className, Subscription subscription) {
    return new InstanceBuilder(classes, className)
        .set(Keys.SYSTEM_CLASS, Keys.SYSTEM)
        .set(Keys.SYSTEM_NAME, settings.systemName())
        .set(Keys.CLASS, className)
        .set(Keys.NAME, subscription.id().value());
  }

  private CimInstance destination(Subscription subscription) {
    SubscriptionTerms terms = subscription.terms();
    InstanceBuilder made =
        named(Keys.DESTINATION_WS_MAN, subscription)
            .set("PersistenceType", 3)
            .set(
                "Destination",
                terms.notifyTo().map(EndpointReference::address).orElse(terms.managerAddress()));
    deliveryMode(terms.mode()).ifPresent(mode -> made.set("DeliveryMode", mode));
    terms.heartbeat().ifPresent(every -> made.set("Heartbeat", every.toSeconds()));
    return made.build();
  }

  private static Optional<CimValue> deliveryMode(DeliveryMode mode) {
    return switch (mode.label()) {
      case "push" -> Optional.of(CimValue.of(2));
      case "pushwithack" -> Optional.of(CimValue.of(3));
      case "batched" -> Optional.of(CimValue.of(4));
      case "pull" -> Optional.of(CimValue.of(5));
      default -> Optional.empty();
    };
  }

  private CimInstance filter(Subscription subscription) {
    Optional<FilterSpec> spec = subscription.terms().filter();
    return named(Keys.FILTER, subscription)
        .set("Query", spec.map(FilterSpec::text).orElse(""))
        .set("QueryLanguage", spec.map(FilterSpec::dialect).orElse(""))
        .set("Description", "Events of " + subscription.terms().resource())
        .set("IndividualSubscriptionSupported", false)
        .build();
  }
}
