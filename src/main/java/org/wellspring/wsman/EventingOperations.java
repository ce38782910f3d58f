package org.wellspring.wsman;

import java.util.concurrent.CompletableFuture;
import org.wellspring.model.DeliveryMode;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.Subscription;
import org.wellspring.soap.Endpoints;
import org.wellspring.soap.Leases;
import org.wellspring.soap.Ns;
import org.wellspring.subscription.SubscriptionService;
import org.wellspring.time.TimeSource;
import org.wellspring.wsman.WsmanReply.Effect;
import org.wellspring.xml.XmlElement;

/** Subscribe, Renew, GetStatus, Unsubscribe. WS-Eventing 2004/08 §3, DSP0226 §10. */
final class EventingOperations {
  private final SubscriptionService subscriptions;
  private final SubscribeReader reader;
  private final TimeSource time;

  EventingOperations(SubscriptionService subscriptions, SubscribeReader reader, TimeSource time) {
    this.subscriptions = subscriptions;
    this.reader = reader;
    this.time = time;
  }

  CompletableFuture<WsmanReply> subscribe(WsmanRequest request) {
    return subscriptions
        .subscribe(reader.read(request))
        .thenApply(made -> subscribeResponse(request.generation(), made));
  }

  private static WsmanReply subscribeResponse(Generation generation, Subscription made) {
    XmlElement.Builder body =
        XmlElement.builder(Ns.WSE, "SubscribeResponse", "wse")
            .add(
                Endpoints.write(
                    Ns.WSE, "SubscriptionManager", "wse", References.manager(generation, made)))
            .child(Ns.WSE, "Expires", "wse", Leases.granted(made.lease()));
    if (made.terms().mode() instanceof DeliveryMode.Pull) {
      body.child(Ns.WSEN, "EnumerationContext", "wsen", PullContext.first(made).text());
    }
    made.group()
        .ifPresent(
            group ->
                body.add(
                    Endpoints.write(
                        generation.namespace(),
                        "MulticastAddress",
                        "wsman",
                        EndpointReference.to(group.uri()))));
    return reply("SubscribeResponse", body.build(), Effect.CHANGED);
  }

  CompletableFuture<WsmanReply> renew(WsmanRequest request) {
    XmlElement renew = request.body(Ns.WSE, "Renew");
    // One client of 2005 writes wsen:Expires here.
    var expires = renew.child(Ns.WSE, "Expires").or(() -> renew.child(Ns.WSEN, "Expires"));
    return subscriptions
        .renew(request.who(), Requests.identifier(request), Leases.read(expires))
        .thenApply(
            renewed ->
                reply(
                    "RenewResponse",
                    XmlElement.builder(Ns.WSE, "RenewResponse", "wse")
                        .child(Ns.WSE, "Expires", "wse", Leases.granted(renewed.lease()))
                        .build(),
                    Effect.CHANGED));
  }

  CompletableFuture<WsmanReply> getStatus(WsmanRequest request) {
    request.body(Ns.WSE, "GetStatus");
    return subscriptions
        .status(request.who(), Requests.identifier(request))
        .thenApply(
            found ->
                reply(
                    "GetStatusResponse",
                    XmlElement.builder(Ns.WSE, "GetStatusResponse", "wse")
                        .child(
                            Ns.WSE,
                            "Expires",
                            "wse",
                            Leases.remaining(found.lease(), time.wallClock()))
                        .build(),
                    Effect.NONE));
  }

  CompletableFuture<WsmanReply> unsubscribe(WsmanRequest request) {
    request.body(Ns.WSE, "Unsubscribe");
    return subscriptions
        .unsubscribe(request.who(), Requests.identifier(request))
        .thenApply(ended -> WsmanReply.of(action("UnsubscribeResponse"), Effect.CHANGED));
  }

  private static WsmanReply reply(String name, XmlElement body, Effect effect) {
    return WsmanReply.of(action(name), body, effect);
  }

  private static String action(String name) {
    return Ns.WSE + "/" + name;
  }
}
