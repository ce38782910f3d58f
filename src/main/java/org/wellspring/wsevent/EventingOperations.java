package org.wellspring.wsevent;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.Subscription;
import org.wellspring.soap.Endpoints;
import org.wellspring.soap.Faults;
import org.wellspring.subscription.SubscribeRequest;
import org.wellspring.subscription.SubscriptionService;
import org.wellspring.xml.XmlElement;

/** Subscribe, Renew, GetStatus, Unsubscribe. WS-Eventing 2004/08 §3, W3C §4. */
final class EventingOperations {
  private final SubscriptionService subscriptions;
  private final SubscribeReader reader;
  private final LeaseReader leases;

  EventingOperations(
      SubscriptionService subscriptions, SubscribeReader reader, LeaseReader leases) {
    this.subscriptions = subscriptions;
    this.reader = reader;
    this.leases = leases;
  }

  CompletableFuture<EventingReply> subscribe(EventingRequest request) {
    SubscribeRequest wish = reader.read(request);
    return subscriptions
        .subscribe(wish)
        .exceptionally(problem -> failed(problem, wish, request.notation()))
        .thenApply(made -> subscribeResponse(request.notation(), made));
  }

  /** The fault for an endpoint that is not sent to shows it. */
  private static Subscription failed(Throwable problem, SubscribeRequest wish, Notation notation) {
    Optional<FaultException> unusable =
        Faults.in(problem).filter(fault -> fault.code() == FaultCode.SINK_UNUSABLE);
    if (unusable.isEmpty()) {
      throw new CompletionException(problem);
    }
    FaultException fault = unusable.get();
    for (EndpointReference endpoint : endpoints(wish)) {
      fault =
          fault.with(
              Endpoints.write(
                  notation.addressing().namespace(),
                  "EndpointReference",
                  "wsa",
                  endpoint,
                  notation.addressing()));
    }
    throw new CompletionException(fault);
  }

  private static List<EndpointReference> endpoints(SubscribeRequest wish) {
    return java.util.stream.Stream.concat(
            wish.terms().notifyTo().stream(), wish.terms().endTo().stream())
        .distinct()
        .toList();
  }

  private static EventingReply subscribeResponse(Notation notation, Subscription made) {
    EventingVersion version = notation.eventing();
    return reply(
        version,
        "SubscribeResponse",
        XmlElement.builder(version.namespace(), "SubscribeResponse", "wse")
            .add(manager(notation, made))
            .child(
                version.namespace(), version.granted(), "wse", LeaseReader.granted(made.lease())));
  }

  /** The SubscriptionManager element of a subscription. */
  static XmlElement manager(Notation notation, Subscription subscription) {
    EndpointReference manager =
        new EndpointReference(
            subscription.terms().managerAddress(),
            List.of(),
            notation.identifiers(subscription.id()));
    return Endpoints.write(
        notation.eventing().namespace(),
        "SubscriptionManager",
        "wse",
        manager,
        notation.addressing());
  }

  CompletableFuture<EventingReply> renew(EventingRequest request) {
    EventingVersion version = request.notation().eventing();
    XmlElement renew = request.body("Renew");
    return subscriptions
        .renew(request.who(), request.subscription(), leases.read(version, renew))
        .thenApply(renewed -> told(version, "RenewResponse", LeaseReader.granted(renewed.lease())));
  }

  CompletableFuture<EventingReply> getStatus(EventingRequest request) {
    EventingVersion version = request.notation().eventing();
    request.body("GetStatus");
    return subscriptions
        .status(request.who(), request.subscription())
        .thenApply(found -> told(version, "GetStatusResponse", leases.remaining(found.lease())));
  }

  private static EventingReply told(EventingVersion version, String name, String lease) {
    return reply(
        version,
        name,
        XmlElement.builder(version.namespace(), name, "wse")
            .child(version.namespace(), version.granted(), "wse", lease));
  }

  /** The reply's body is empty in the version of 2004, and an element in the W3C's. */
  CompletableFuture<EventingReply> unsubscribe(EventingRequest request) {
    EventingVersion version = request.notation().eventing();
    request.body("Unsubscribe");
    String name = "UnsubscribeResponse";
    return subscriptions
        .unsubscribe(request.who(), request.subscription())
        .thenApply(
            ended ->
                version == EventingVersion.AUGUST_2004
                    ? new EventingReply(version.uri(name), Optional.empty())
                    : reply(version, name, XmlElement.builder(version.namespace(), name, "wse")));
  }

  private static EventingReply reply(
      EventingVersion version, String name, XmlElement.Builder body) {
    return EventingReply.of(version.uri(name), body.build());
  }
}
