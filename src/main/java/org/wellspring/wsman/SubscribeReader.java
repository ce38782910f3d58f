package org.wellspring.wsman;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.filter.xpath.XPathDialect;
import org.wellspring.model.ConnectionRetry;
import org.wellspring.model.DeliveryMode;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.EnvelopeLimit;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.OversizePolicy;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.StartAt;
import org.wellspring.model.SubscriptionTerms;
import org.wellspring.model.SubscriptionTerms.BookmarkWish;
import org.wellspring.resource.ManagedResource;
import org.wellspring.resource.ResourceCatalogue;
import org.wellspring.resource.ResourceProvider.Topic;
import org.wellspring.soap.Endpoints;
import org.wellspring.soap.Leases;
import org.wellspring.soap.Ns;
import org.wellspring.soap.WireEncoding;
import org.wellspring.soap.XsdDuration;
import org.wellspring.subscription.SubscribeRequest;
import org.wellspring.xml.XmlElement;

/**
 * Reads a Subscribe into terms. DSP0226 §10.2 on WS-Eventing 2004/08 §3.1; the checks come in the
 * order recommended there.
 *
 * <p>Children are found by name wherever peers put them: Expires and Filter also inside Delivery
 * (October 2004), Heartbeats also inside Auth (wsmancli).
 */
final class SubscribeReader {
  private static final String WINDOWS_EVENT_QUERY =
      "http://schemas.microsoft.com/win/2004/08/events/eventquery";

  private final ResourceCatalogue catalogue;
  private final Bookmarks bookmarks;
  private final ModeReader modes;
  private final Optional<String> managerAddress;

  SubscribeReader(ResourceCatalogue catalogue, Bookmarks bookmarks, WsmanSettings settings) {
    this.catalogue = catalogue;
    this.bookmarks = bookmarks;
    this.modes = new ModeReader(settings.trap());
    this.managerAddress = settings.managerAddress();
  }

  SubscribeRequest read(WsmanRequest request) {
    XmlElement subscribe = request.body(Ns.WSE, "Subscribe");
    XmlElement delivery =
        subscribe
            .child(Ns.WSE, "Delivery")
            .orElseThrow(
                () ->
                    new FaultException(
                        FaultCode.SCHEMA_VALIDATION, "wse:Subscribe holds no wse:Delivery."));
    ResourceUri resource = Requests.resource(request);
    ManagedResource managed = catalogue.require(resource);
    ResourceCatalogue.checkSelectorNames(managed, request.selectors());
    DeliveryMode mode = modes.read(request.generation(), delivery);
    Optional<EndpointReference> notifyTo = notifyTo(mode, delivery);
    checkAuth(delivery);
    Topic asked = new Topic(resource, request.selectors(), filter(subscribe, delivery));
    Topic topic = managed.provider().map(provider -> provider.topic(asked)).orElse(asked);
    SubscriptionTerms terms =
        new SubscriptionTerms(
            request.generation().name(),
            managerAddress.orElse(request.addressing().to()),
            topic.resource(),
            topic.selectors(),
            mode,
            notifyTo,
            subscribe.child(Ns.WSE, "EndTo").map(SubscribeReader::sink),
            topic.filter(),
            envelopeLimit(delivery),
            heartbeat(subscribe, delivery),
            connectionRetry(delivery),
            sendBookmarks(subscribe),
            startAt(request, subscribe),
            charset(request, delivery),
            request.sinkCredentials());
    return new SubscribeRequest(
        request.who(), terms, Leases.read(first(subscribe, delivery, "Expires")));
  }

  /** Subscribe's own child wins over one in Delivery. */
  private static Optional<XmlElement> first(
      XmlElement subscribe, XmlElement delivery, String local) {
    return subscribe.child(Ns.WSE, local).or(() -> delivery.child(Ns.WSE, local));
  }

  private static Optional<EndpointReference> notifyTo(DeliveryMode mode, XmlElement delivery) {
    boolean collects = mode instanceof DeliveryMode.Pull || mode instanceof DeliveryMode.Trap;
    if (collects) {
      return Optional.empty();
    }
    XmlElement notifyTo =
        delivery
            .child(Ns.WSE, "NotifyTo")
            .orElseThrow(
                () ->
                    new FaultException(
                        FaultCode.UNSUPPORTED_ADDRESSING_MODE,
                        "wse:Delivery holds no wse:NotifyTo; in this mode it must say where events go."));
    checkPolicy(notifyTo);
    return Optional.of(sink(notifyTo));
  }

  /**
   * Windows puts a choice of profiles into a policy beside the address: one that is offered will
   * do.
   */
  private static void checkPolicy(XmlElement notifyTo) {
    List<String> profiles =
        notifyTo
            .elements()
            .filter(child -> child.name().local().equals("Policy"))
            .flatMap(SubscribeReader::withDescendants)
            .filter(element -> element.name().local().equals("Authentication"))
            .flatMap(element -> element.attribute("Profile").stream())
            .map(String::strip)
            .toList();
    if (!profiles.isEmpty() && profiles.stream().noneMatch(SubscribeReader::isOffered)) {
      throw new FaultException(
          FaultCode.SINK_POLICY,
          "The policy in NotifyTo asks for "
              + String.join(" or ", profiles)
              + "; http/basic and https/basic are offered for delivery.");
    }
  }

  private static Stream<XmlElement> withDescendants(XmlElement element) {
    return Stream.concat(
        Stream.of(element), element.elements().flatMap(SubscribeReader::withDescendants));
  }

  private static boolean isOffered(String profile) {
    return profile.endsWith("/http/basic") || profile.endsWith("/https/basic");
  }

  /** An event has no HTTP response to go into. */
  private static EndpointReference sink(XmlElement element) {
    EndpointReference sink = Endpoints.read(element);
    if (sink.address().equals(Ns.ANONYMOUS)) {
      throw new FaultException(
          FaultCode.UNSUPPORTED_ADDRESSING_MODE,
          element.name().local()
              + " must be an address that can be sent to, not the anonymous one.");
    }
    return sink;
  }

  /** DSP0226 §9.2: how we are to authenticate to the sink. Basic is what we can. */
  private static void checkAuth(XmlElement delivery) {
    WsmanRequest.managementChild(delivery, "Auth")
        .flatMap(auth -> auth.attribute("Profile"))
        .map(String::strip)
        .filter(profile -> !isOffered(profile))
        .ifPresent(
            profile -> {
              throw new FaultException(
                  FaultCode.UNSUPPORTED_AUTHORIZATION_MODE,
                  "The security profile "
                      + profile
                      + " is not offered for delivery; http/basic and https/basic are.");
            });
  }

  /** DSP0226 R10.2.2-52: only one of wse:Filter and wsman:Filter. */
  private static Optional<FilterSpec> filter(XmlElement subscribe, XmlElement delivery) {
    Optional<XmlElement> plain = first(subscribe, delivery, "Filter");
    Optional<XmlElement> managed =
        WsmanRequest.managementChild(subscribe, "Filter")
            .or(() -> WsmanRequest.managementChild(delivery, "Filter"));
    if (plain.isPresent() && managed.isPresent()) {
      throw new FaultException(
          FaultCode.CANNOT_PROCESS_FILTER,
          "There are a wse:Filter and a wsman:Filter; only one of them is allowed.");
    }
    return managed.or(() -> plain).map(SubscribeReader::spec);
  }

  static FilterSpec spec(XmlElement filter) {
    boolean queryList =
        filter.elements().anyMatch(child -> child.name().local().equals("QueryList"));
    String dialect =
        filter
            .attribute("Dialect")
            .filter(uri -> !uri.isBlank())
            .orElse(queryList ? WINDOWS_EVENT_QUERY : XPathDialect.URI);
    boolean hasElements = filter.firstElement().isPresent();
    String text = hasElements ? "" : filter.text();
    return new FilterSpec(
        dialect,
        text,
        filter.scope().bindings(),
        hasElements ? Optional.of(filter.asRoot()) : Optional.empty());
  }

  private static Optional<EnvelopeLimit> envelopeLimit(XmlElement delivery) {
    return WsmanRequest.managementChild(delivery, "MaxEnvelopeSize")
        .map(
            element ->
                new EnvelopeLimit(
                    RequestReader.envelopeSize(element.trimmedText()),
                    policy(element.attribute("Policy").orElse("Notify").strip())));
  }

  private static OversizePolicy policy(String name) {
    return Stream.of(OversizePolicy.values())
        .filter(policy -> policy.wireName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new FaultException(
                    FaultCode.UNSUPPORTED_MAX_ENVELOPE_POLICY,
                    "MaxEnvelopeSize/@Policy must be CancelSubscription, Skip or Notify; seen was '"
                        + name
                        + "'."));
  }

  private static Optional<Duration> heartbeat(XmlElement subscribe, XmlElement delivery) {
    return WsmanRequest.managementChild(delivery, "Heartbeats")
        .or(
            () ->
                WsmanRequest.managementChild(delivery, "Auth")
                    .flatMap(auth -> WsmanRequest.managementChild(auth, "Heartbeats")))
        .or(() -> WsmanRequest.managementChild(subscribe, "Heartbeats"))
        .map(element -> ModeReader.interval(element, FaultCode.UNSUPPORTED_HEARTBEATS));
  }

  /** DSP0226 §10.2.3: both zero means never; one zero alone is an error. */
  private static Optional<ConnectionRetry> connectionRetry(XmlElement delivery) {
    return WsmanRequest.managementChild(delivery, "ConnectionRetry")
        .map(
            element -> {
              Duration pause =
                  XsdDuration.parseInterval(element.trimmedText())
                      .filter(d -> !d.isNegative())
                      .orElseThrow(() -> badRetry(element.trimmedText()));
              OptionalLong total = total(element);
              boolean never = total.isPresent() && total.getAsLong() == 0;
              if (never != pause.isZero()) {
                throw badRetry(
                    element.trimmedText()
                        + (total.isPresent() ? "' with Total '" + total.getAsLong() : ""));
              }
              return new ConnectionRetry(pause, total);
            });
  }

  private static OptionalLong total(XmlElement retry) {
    Optional<String> text = retry.attribute("Total").map(String::strip);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseUnsignedLong(text.get()));
    } catch (NumberFormatException e) {
      throw badRetry(text.get());
    }
  }

  private static FaultException badRetry(String seen) {
    return new FaultException(
        FaultCode.CONNECTION_RETRY_INVALID,
        "ConnectionRetry must be a pause above zero with a Total above zero, or both zero for none; seen was '"
            + seen
            + "'.");
  }

  private static BookmarkWish sendBookmarks(XmlElement subscribe) {
    return WsmanRequest.managementChild(subscribe, "SendBookmarks").isPresent()
        ? BookmarkWish.SEND
        : BookmarkWish.OMIT;
  }

  private StartAt startAt(WsmanRequest request, XmlElement subscribe) {
    return WsmanRequest.managementChild(subscribe, "Bookmark")
        .map(bookmark -> bookmarks.read(request.generation(), bookmark))
        .orElseGet(() -> wantsExistingEvents(request) ? new StartAt.Earliest() : new StartAt.Now());
  }

  /** An option of Windows collectors: the same as the earliest bookmark. */
  private static boolean wantsExistingEvents(WsmanRequest request) {
    return WsmanRequest.management(request.envelope().headers().stream(), "OptionSet")
        .flatMap(set -> WsmanRequest.management(set.elements(), "Option"))
        .filter(option -> option.attribute("Name").orElse("").strip().equals("ReadExistingEvents"))
        .anyMatch(option -> option.trimmedText().equalsIgnoreCase("true"));
  }

  /** DSP0226 R10.2.1-7: a hint; the encoding of the Subscribe otherwise. */
  private static Charset charset(WsmanRequest request, XmlElement delivery) {
    return WsmanRequest.managementChild(delivery, "ContentEncoding")
        .flatMap(element -> WireEncoding.named(element.trimmedText()))
        .orElse(request.envelope().encoding())
        .charset();
  }
}
