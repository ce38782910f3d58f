package org.wellspring.wsevent;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.DeliveryMode;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.StartAt;
import org.wellspring.model.SubscriptionTerms;
import org.wellspring.model.SubscriptionTerms.BookmarkWish;
import org.wellspring.soap.AddressingVersion;
import org.wellspring.soap.Endpoints;
import org.wellspring.soap.Ns;
import org.wellspring.subscription.SubscribeRequest;
import org.wellspring.wsevent.SourceChoice.Source;
import org.wellspring.xml.XmlElement;

/** Reads a Subscribe into terms. WS-Eventing 2004/08 §3.1, W3C §4.1. */
final class SubscribeReader {
  private static final Set<String> NOWHERE =
      Set.of("", Ns.ANONYMOUS, AddressingVersion.W3C.anonymous(), AddressingVersion.NONE);

  private final SourceChoice sources;
  private final LeaseReader leases;
  private final Optional<String> publicUrl;

  SubscribeReader(SourceChoice sources, LeaseReader leases, EventingSettings settings) {
    this.sources = sources;
    this.leases = leases;
    this.publicUrl = settings.publicUrl();
  }

  SubscribeRequest read(EventingRequest request) {
    XmlElement subscribe = request.body("Subscribe");
    refuseManagement(subscribe);
    XmlElement delivery = delivery(subscribe, request.notation().eventing());
    refuseManagement(delivery);
    Source source = sources.of(request);
    checkMode(delivery, request.notation().eventing());
    EndpointReference notifyTo = notifyTo(delivery, request.notation());
    Notation notation = request.notation().with(format(subscribe, request.notation()));
    SubscriptionTerms terms =
        new SubscriptionTerms(
            notation.text(),
            managerAddress(request.url()),
            source.resource(),
            source.selectors(),
            new DeliveryMode.Push(),
            Optional.of(notifyTo),
            subscribe
                .child(notation.eventing().namespace(), "EndTo")
                .map(endTo -> sink(endTo, notation)),
            FilterReader.read(subscribe, notation, notifyTo),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            BookmarkWish.OMIT,
            new StartAt.Now(),
            request.envelope().encoding().charset(),
            Optional.empty());
    return new SubscribeRequest(request.who(), terms, leases.read(notation.eventing(), subscribe));
  }

  /** A filter or a bookmark that is overlooked would cost more than a refusal. */
  private static void refuseManagement(XmlElement parent) {
    parent
        .elements()
        .filter(child -> child.name().namespace().equals(Ns.WSMAN))
        .findFirst()
        .ifPresent(
            child -> {
              throw new FaultException(
                  FaultCode.INVALID_EVENTING_MESSAGE,
                  child.name()
                      + " belongs to WS-Management; requests with it go to /wsman, not to "
                      + SourceChoice.PATH
                      + ".");
            });
  }

  private static XmlElement delivery(XmlElement subscribe, EventingVersion version) {
    return subscribe
        .child(version.namespace(), "Delivery")
        .orElseThrow(
            () ->
                new FaultException(
                    FaultCode.INVALID_EVENTING_MESSAGE, "The Subscribe holds no Delivery."));
  }

  private static void checkMode(XmlElement delivery, EventingVersion version) {
    Optional<String> mode = delivery.attribute("Mode").map(String::strip);
    if (mode.isEmpty() || mode.get().equals(EventingVersion.PUSH)) {
      return;
    }
    if (version == EventingVersion.W3C_2011) {
      throw new FaultException(
          FaultCode.NO_DELIVERY_MECHANISM,
          "W3C WS-Eventing has no delivery modes, so "
              + mode.get()
              + " establishes nothing; give a NotifyTo.");
    }
    throw new FaultException(
            FaultCode.MODE_UNAVAILABLE,
            "The delivery mode '"
                + mode.get()
                + "' is not offered here; the detail says which is. WS-Management has others, at /wsman.")
        .with(XmlElement.ofText(Ns.WSE, "SupportedDeliveryMode", "wse", EventingVersion.PUSH));
  }

  private static EndpointReference notifyTo(XmlElement delivery, Notation notation) {
    boolean w3c = notation.eventing() == EventingVersion.W3C_2011;
    XmlElement notifyTo =
        delivery
            .child(notation.eventing().namespace(), "NotifyTo")
            .orElseThrow(
                () ->
                    new FaultException(
                        w3c ? FaultCode.NO_DELIVERY_MECHANISM : FaultCode.INVALID_EVENTING_MESSAGE,
                        "Delivery holds no NotifyTo; it must say where events go."));
    return sink(notifyTo, notation);
  }

  /** An event has no HTTP response to go into. */
  private static EndpointReference sink(XmlElement element, Notation notation) {
    String wsa = notation.addressing().namespace();
    String address = element.childText(wsa, "Address").orElse("");
    if (NOWHERE.contains(address)) {
      throw new FaultException(
              FaultCode.SINK_UNUSABLE,
              element.name().local()
                  + " must hold a wsa:Address ("
                  + wsa
                  + ") that can be sent to; seen was "
                  + (address.isEmpty() ? "none" : address)
                  + ".")
          .with(unusable(element, wsa));
    }
    return Endpoints.read(element, notation.addressing());
  }

  /** The endpoint as it was given, for the detail of a fault. */
  private static XmlElement unusable(XmlElement element, String wsa) {
    return XmlElement.builder(wsa, "EndpointReference", "wsa").addAll(element.children()).build();
  }

  private static Format format(XmlElement subscribe, Notation notation) {
    Optional<String> name =
        subscribe
            .child(Ns.WSE11, "Format")
            .flatMap(format -> format.attribute("Name"))
            .map(String::strip);
    if (notation.eventing() == EventingVersion.AUGUST_2004 || name.isEmpty()) {
      return Format.UNWRAP;
    }
    return Format.of(name.get()).orElseThrow(() -> unknownFormat(name.get()));
  }

  private static FaultException unknownFormat(String name) {
    FaultException fault =
        new FaultException(
            FaultCode.DELIVERY_FORMAT_UNAVAILABLE,
            "The format '" + name + "' is not offered; the detail lists those that are.");
    for (Format format : Format.values()) {
      fault =
          fault.with(XmlElement.ofText(Ns.WSE11, "SupportedDeliveryFormat", "wse", format.uri()));
    }
    return fault;
  }

  /** The address that the subscriber used, or its path below the public one. */
  private String managerAddress(String url) {
    return publicUrl
        .map(base -> URI.create(base).resolve(SourceChoice.path(url)).toString())
        .orElse(url);
  }
}
