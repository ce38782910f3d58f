package org.wellspring.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.wellspring.client.SoapCaller.Answer;
import org.wellspring.client.SoapCaller.Request;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.SelectorSet;
import org.wellspring.xml.XmlElement;

/**
 * Speaks WS-Management to one server. Every call blocks until the answer is there, at most for the
 * timeout of the settings. Safe for use by several threads.
 *
 * <p>A target is an endpoint reference: {@link #resource} makes one for a resource, {@link
 * #manager} one for a subscription known by its id alone, and the server's own come back in {@link
 * SubscriptionHandle} and {@link EnumeratedItem}.
 */
public final class WsmanClient {
  private final ClientSettings settings;
  private final Generation generation;
  private final SoapCaller soap;

  public WsmanClient(ClientSettings settings) {
    this.settings = settings;
    this.generation = settings.generation();
    this.soap = new SoapCaller(settings, new HttpPost(settings));
  }

  public EndpointReference resource(String uri, SelectorSet selectors) {
    return new EndpointReference(
        settings.base().toString(), List.of(), Envelopes.resource(generation, uri, selectors));
  }

  /** The manager of a subscription of which only the identifier is known. */
  public EndpointReference manager(String uri, SelectorSet selectors, String id) {
    List<XmlElement> parameters =
        Stream.concat(
                Envelopes.resource(generation, uri, selectors).stream(),
                Stream.of(XmlElement.ofText(Wire.WSE, "Identifier", "wse", id)))
            .toList();
    return new EndpointReference(settings.base().toString(), List.of(), parameters);
  }

  /** Asks the server what it is. Needs no addressing headers. DSP0226 §11. */
  public Identity identify() throws SoapFault, ExchangeFailed {
    XmlElement question = XmlElement.builder(Wire.WSMID, "Identify", "wsmid").build();
    Answer answer =
        soap.send(
            settings.base(),
            Envelopes.envelope(List.of(), Optional.of(question)),
            settings.timeout());
    // One server answers in a namespace of its own: go by the local name.
    XmlElement identity =
        answer
            .content()
            .filter(element -> element.name().local().equals("IdentifyResponse"))
            .orElseThrow(() -> new ExchangeFailed("the server did not identify itself"));
    return new Identity(
        texts(identity, "ProtocolVersion"),
        first(identity, "ProductVendor"),
        first(identity, "ProductVersion"),
        identity
            .child(Wire.WSMID, "SecurityProfiles")
            .map(profiles -> texts(profiles, "SecurityProfileName"))
            .orElse(List.of()));
  }

  private static List<String> texts(XmlElement parent, String local) {
    return parent
        .elements()
        .filter(child -> child.name().local().equals(local))
        .map(XmlElement::trimmedText)
        .toList();
  }

  private static String first(XmlElement parent, String local) {
    return texts(parent, local).stream().findFirst().orElse("");
  }

  /** The representation of a resource. */
  public XmlElement get(EndpointReference target) throws SoapFault, ExchangeFailed {
    return content(soap.call(target, Request.of(Wire.WXF + "/Get")), "GetResponse");
  }

  /**
   * A part of the representation of a resource. DSP0226 §7.7.
   *
   * @param expression XPath 1.0, level 1
   * @return {@code wsman:XmlFragment} around what was selected
   */
  public XmlElement getFragment(EndpointReference target, String expression)
      throws SoapFault, ExchangeFailed {
    XmlElement fragment =
        Envelopes.mustUnderstand(
            XmlElement.ofText(generation.namespace(), "FragmentTransfer", "wsman", expression));
    return content(soap.call(target, Request.of(Wire.WXF + "/Get").with(fragment)), "GetResponse");
  }

  /** Replaces a representation. Returns the new one if the server sends it. */
  public Optional<XmlElement> put(EndpointReference target, XmlElement representation)
      throws SoapFault, ExchangeFailed {
    return soap.call(target, Request.of(Wire.WXF + "/Put", representation)).content();
  }

  /** Makes an instance and returns where it is. */
  public EndpointReference create(EndpointReference factory, XmlElement representation)
      throws SoapFault, ExchangeFailed {
    Answer answer = soap.call(factory, Request.of(Wire.WXF + "/Create", representation));
    return Envelopes.readEndpoint(answer.expect(Wire.WXF, "ResourceCreated"));
  }

  public void delete(EndpointReference target) throws SoapFault, ExchangeFailed {
    soap.call(target, Request.of(Wire.WXF + "/Delete"));
  }

  /** Walks over the instances of a resource, pulling until the server says that it was all. */
  public void enumerate(
      EndpointReference target, EnumerateOptions options, Consumer<EnumeratedItem> each)
      throws SoapFault, ExchangeFailed {
    Answer answer = soap.call(target, Request.of(Wire.WSEN + "/Enumerate", enumerateBody(options)));
    XmlElement response = answer.expect(Wire.WSEN, "EnumerateResponse");
    response
        .elements()
        .filter(child -> child.name().local().equals("Items"))
        .flatMap(XmlElement::elements)
        .map(EnumeratedItem::of)
        .forEach(each);
    Optional<String> context = PulledEvents.nextContext(response);
    while (context.isPresent()) {
      PulledEvents page = pullOnce(target, context.get(), options.maxElements(), Optional.empty());
      page.items().stream().map(EnumeratedItem::of).forEach(each);
      context = page.context();
    }
  }

  private XmlElement enumerateBody(EnumerateOptions options) {
    XmlElement.Builder body = XmlElement.builder(Wire.WSEN, "Enumerate", "wsen");
    options
        .filter()
        .ifPresent(
            spec ->
                body.add(
                    SubscribeWriter.filter(
                        XmlElement.builder(generation.namespace(), "Filter", "wsman"), spec)));
    if (options.transfer() == EnumerateOptions.Transfer.OPTIMIZED) {
      body.add(XmlElement.builder(generation.namespace(), "OptimizeEnumeration", "wsman").build());
      options
          .maxElements()
          .ifPresent(
              n -> body.child(generation.namespace(), "MaxElements", "wsman", Integer.toString(n)));
    }
    if (options.shape() != EnumerateOptions.Shape.OBJECTS) {
      body.child(generation.namespace(), "EnumerationMode", "wsman", options.shape().wireName());
    }
    return body.build();
  }

  /**
   * Asks for events of a resource.
   *
   * @throws IllegalArgumentException if this client's generation has no such mode
   */
  public SubscriptionHandle subscribe(EndpointReference target, SubscribeOptions options)
      throws SoapFault, ExchangeFailed {
    XmlElement body = new SubscribeWriter(generation, options).write();
    Answer answer = soap.call(target, Request.of(Wire.WSE + "/Subscribe", body));
    return SubscriptionHandle.of(answer.expect(Wire.WSE, "SubscribeResponse"));
  }

  /**
   * Asks for a further lease, counted from now.
   *
   * @param expires a duration or a point in time; empty: as long as the server grants
   * @return the lease granted, empty when the server did not say
   */
  public Optional<String> renew(EndpointReference manager, Optional<String> expires)
      throws SoapFault, ExchangeFailed {
    XmlElement.Builder body = XmlElement.builder(Wire.WSE, "Renew", "wse");
    expires.ifPresent(text -> body.child(Wire.WSE, "Expires", "wse", text));
    return soap.call(manager, Request.of(Wire.WSE + "/Renew", body.build()))
        .expect(Wire.WSE, "RenewResponse")
        .childText(Wire.WSE, "Expires");
  }

  /** What is left of the lease. */
  public Optional<String> status(EndpointReference manager) throws SoapFault, ExchangeFailed {
    XmlElement body = XmlElement.builder(Wire.WSE, "GetStatus", "wse").build();
    return soap.call(manager, Request.of(Wire.WSE + "/GetStatus", body))
        .expect(Wire.WSE, "GetStatusResponse")
        .childText(Wire.WSE, "Expires");
  }

  public void unsubscribe(EndpointReference manager) throws SoapFault, ExchangeFailed {
    XmlElement body = XmlElement.builder(Wire.WSE, "Unsubscribe", "wse").build();
    soap.call(manager, Request.of(Wire.WSE + "/Unsubscribe", body));
  }

  /**
   * Collects events. That none came in time is an empty result with the same context.
   *
   * @param maxTime how long the server may wait for a first event
   */
  public PulledEvents pull(
      EndpointReference manager,
      String context,
      OptionalInt maxElements,
      Optional<Duration> maxTime)
      throws SoapFault, ExchangeFailed {
    try {
      return pullOnce(manager, context, maxElements, maxTime);
    } catch (SoapFault fault) {
      if (fault.hasSubcode("TimedOut")) {
        return PulledEvents.nothing(context);
      }
      throw fault;
    }
  }

  private PulledEvents pullOnce(
      EndpointReference target, String context, OptionalInt maxElements, Optional<Duration> maxTime)
      throws SoapFault, ExchangeFailed {
    XmlElement.Builder body =
        XmlElement.builder(Wire.WSEN, "Pull", "wsen")
            .child(Wire.WSEN, "EnumerationContext", "wsen", context);
    maxTime.ifPresent(limit -> body.child(Wire.WSEN, "MaxTime", "wsen", limit.toString()));
    maxElements.ifPresent(n -> body.child(Wire.WSEN, "MaxElements", "wsen", Integer.toString(n)));
    Request request = Request.of(Wire.WSEN + "/Pull", body.build());
    Answer answer =
        soap.call(target, maxTime.map(limit -> request.within(longEnough(limit))).orElse(request));
    return PulledEvents.of(answer.expect(Wire.WSEN, "PullResponse"), answer.headers());
  }

  /** The operation's time must not cut the waiting short. */
  private Duration longEnough(Duration maxTime) {
    Duration needed = maxTime.plusSeconds(5);
    return needed.compareTo(settings.timeout()) > 0 ? needed : settings.timeout();
  }

  /** Gives an enumeration up. */
  public void release(EndpointReference target, String context) throws SoapFault, ExchangeFailed {
    XmlElement body =
        XmlElement.builder(Wire.WSEN, "Release", "wsen")
            .child(Wire.WSEN, "EnumerationContext", "wsen", context)
            .build();
    soap.call(target, Request.of(Wire.WSEN + "/Release", body));
  }

  private static XmlElement content(Answer answer, String what) throws ExchangeFailed {
    return answer
        .content()
        .orElseThrow(() -> new ExchangeFailed("the " + what + " has an empty body"));
  }
}
