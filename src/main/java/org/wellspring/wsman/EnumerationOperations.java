package org.wellspring.wsman;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.filter.FilterCompiler;
import org.wellspring.model.Lease;
import org.wellspring.resource.ManagedResource;
import org.wellspring.resource.ResourceCatalogue;
import org.wellspring.soap.Leases;
import org.wellspring.soap.Ns;
import org.wellspring.soap.XsdDuration;
import org.wellspring.time.TimeSource;
import org.wellspring.wsman.WsmanReply.Effect;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlOutput;

/**
 * Enumerate, Pull, Release, Renew and GetStatus over resource instances. WS-Enumeration 2004/09 §3,
 * DSP0226 §8.
 */
final class EnumerationOperations {
  private final ResourceCatalogue catalogue;
  private final EnumeratedItems items;
  private final EnumerationContexts contexts;
  private final EventPull eventPull;
  private final WsmanSettings settings;
  private final TimeSource time;

  EnumerationOperations(
      ResourceCatalogue catalogue,
      FilterCompiler filters,
      EnumerationContexts contexts,
      EventPull eventPull,
      WsmanSettings settings,
      TimeSource time) {
    this.catalogue = catalogue;
    this.items = new EnumeratedItems(filters);
    this.contexts = contexts;
    this.eventPull = eventPull;
    this.settings = settings;
    this.time = time;
  }

  WsmanReply enumerate(WsmanRequest request) {
    XmlElement enumerate = request.body(Ns.WSEN, "Enumerate");
    refuseEndTo(enumerate);
    ManagedResource resource = catalogue.require(Requests.resource(request));
    ResourceCatalogue.checkSelectorNames(resource, request.selectors());
    List<XmlElement> found = items.find(request, resource, enumerate);
    Optional<Wish> wish = wish(enumerate);
    EnumerationContexts.Context context =
        contexts.open(request.who(), found, wish.map(Wish::duration));
    XmlElement.Builder body = XmlElement.builder(Ns.WSEN, "EnumerateResponse", "wsen");
    wish.ifPresent(asked -> body.child(Ns.WSEN, "Expires", "wsen", granted(context, asked.form())));
    boolean optimized = WsmanRequest.managementChild(enumerate, "OptimizeEnumeration").isPresent();
    if (optimized) {
      try {
        optimized(request, enumerate, context, body);
      } catch (FaultException refused) { // the client never learns of the context
        contexts.close(context.id);
        throw refused;
      }
    } else {
      body.child(Ns.WSEN, "EnumerationContext", "wsen", context.id);
    }
    return counted(request, context, reply("EnumerateResponse", body.build()));
  }

  private void optimized(
      WsmanRequest request,
      XmlElement enumerate,
      EnumerationContexts.Context context,
      XmlElement.Builder body) {
    String namespace = request.generation().namespace();
    int max = WsmanRequest.managementChild(enumerate, "MaxElements").map(this::count).orElse(1);
    List<XmlElement> page = page(request, context, max, OptionalLong.empty());
    context.advance(page.size());
    boolean done = context.isDone();
    body.child(Ns.WSEN, "EnumerationContext", "wsen", done ? "" : context.id);
    body.add(XmlElement.builder(namespace, "Items", "wsman").addAll(page).build());
    if (done) {
      contexts.close(context.id);
      body.add(XmlElement.builder(namespace, "EndOfSequence", "wsman").build());
    }
  }

  private static void refuseEndTo(XmlElement enumerate) {
    if (enumerate.child(Ns.WSEN, "EndTo").isPresent()) {
      throw new FaultException(
          FaultCode.UNSUPPORTED_ADDRESSING_MODE,
          "EnumerationEnd is not sent by this server; leave wsen:EndTo out.");
    }
  }

  /**
   * How long a client wants its context to live.
   *
   * @param duration from now, above zero
   * @param form the lexical kind it asked in; the reply uses the same one
   */
  private record Wish(Duration duration, Lease.Form form) {}

  private Optional<Wish> wish(XmlElement body) {
    return body.childText(Ns.WSEN, "Expires").map(this::wish);
  }

  private Wish wish(String text) {
    Optional<Wish> relative =
        XsdDuration.parseInterval(text).map(d -> new Wish(d, Lease.Form.DURATION));
    return relative
        .or(
            () ->
                XsdDuration.parseDateTime(text)
                    .map(at -> Duration.between(time.wallClock(), at))
                    .map(d -> new Wish(d, Lease.Form.DATE_TIME)))
        .filter(wish -> !wish.duration().isNegative() && !wish.duration().isZero())
        .orElseThrow(
            () ->
                new FaultException(
                    FaultCode.ENUMERATION_INVALID_EXPIRATION,
                    "Expires must be a duration above zero such as PT10M, or a dateTime in the future; seen was '"
                        + text
                        + "'."));
  }

  private String granted(EnumerationContexts.Context context, Lease.Form form) {
    return form == Lease.Form.DATE_TIME
        ? Leases.dateTime(context.expiresAt())
        : XsdDuration.format(Duration.between(time.wallClock(), context.expiresAt()));
  }

  /** Pull of an enumeration, or of a Pull subscription: the context says which. */
  CompletableFuture<WsmanReply> pull(WsmanRequest request) {
    XmlElement pull = request.body(Ns.WSEN, "Pull");
    String context = contextText(pull);
    int max = pull.child(Ns.WSEN, "MaxElements").map(this::count).orElse(1);
    OptionalLong characters =
        pull.child(Ns.WSEN, "MaxCharacters")
            .map(element -> OptionalLong.of(count(element)))
            .orElse(OptionalLong.empty());
    Optional<Duration> maxTime = pull.child(Ns.WSEN, "MaxTime").map(EnumerationOperations::maxTime);
    Optional<PullContext> events = PullContext.parse(context);
    if (events.isPresent()) {
      return eventPull.pull(request, events.get(), new EventPull.Bounds(max, characters, maxTime));
    }
    return CompletableFuture.completedFuture(pullItems(request, context, max, characters));
  }

  private static Duration maxTime(XmlElement element) {
    return XsdDuration.parseInterval(element.trimmedText())
        .filter(d -> !d.isNegative() && !d.isZero())
        .orElseThrow(
            () ->
                new FaultException(
                    FaultCode.SCHEMA_VALIDATION,
                    "wsen:MaxTime must be a duration above zero such as PT30S; seen was '"
                        + element.trimmedText()
                        + "'."));
  }

  private WsmanReply pullItems(WsmanRequest request, String id, int max, OptionalLong characters) {
    EnumerationContexts.Context context = contexts.require(request.who(), id);
    contexts.renew(context, Optional.empty());
    List<XmlElement> page = page(request, context, max, characters);
    context.advance(page.size());
    XmlElement.Builder body = XmlElement.builder(Ns.WSEN, "PullResponse", "wsen");
    boolean done = context.isDone();
    if (!done) {
      body.child(Ns.WSEN, "EnumerationContext", "wsen", id);
    }
    if (!page.isEmpty()) {
      body.add(XmlElement.builder(Ns.WSEN, "Items", "wsen").addAll(page).build());
    }
    if (done) {
      // No context beside it: wsmancli would go on pulling.
      contexts.close(id);
      body.add(XmlElement.builder(Ns.WSEN, "EndOfSequence", "wsen").build());
    }
    return counted(request, context, reply("PullResponse", body.build()));
  }

  /** The items that fit the reply: at least one, or the fault that says so. */
  private List<XmlElement> page(
      WsmanRequest request,
      EnumerationContexts.Context context,
      int max,
      OptionalLong maxCharacters) {
    long room = ReplyWriter.roomForItems(request, settings);
    List<XmlElement> page = new ArrayList<>();
    long characters = 0;
    long octets = 0;
    for (XmlElement item : context.remaining()) {
      String text = XmlOutput.toString(item);
      characters += text.length();
      octets += text.getBytes(request.envelope().encoding().charset()).length;
      boolean tooLong = maxCharacters.isPresent() && characters > maxCharacters.getAsLong();
      if (page.isEmpty() && octets > room) {
        throw new FaultException(
            FaultCode.REPLY_TOO_LARGE,
            "The next item takes "
                + octets
                + " octets and does not fit the MaxEnvelopeSize; ask with a larger one.");
      }
      if (page.size() == Math.min(max, settings.maxElements())
          || octets > room
          || (tooLong && !page.isEmpty())) {
        break;
      }
      page.add(item);
    }
    return page;
  }

  CompletableFuture<WsmanReply> release(WsmanRequest request) {
    String context = contextText(request.body(Ns.WSEN, "Release"));
    Optional<PullContext> events = PullContext.parse(context);
    if (events.isPresent()) {
      return eventPull.release(request, events.get());
    }
    contexts.require(request.who(), context);
    contexts.close(context);
    return CompletableFuture.completedFuture(
        WsmanReply.of(action("ReleaseResponse"), Effect.CHANGED));
  }

  WsmanReply renew(WsmanRequest request) {
    XmlElement renew = request.body(Ns.WSEN, "Renew");
    EnumerationContexts.Context context = enumeration(request, renew);
    Optional<Wish> wish = wish(renew);
    contexts.renew(context, wish.map(Wish::duration));
    Lease.Form form = wish.map(Wish::form).orElse(Lease.Form.DURATION);
    return reply(
        "RenewResponse",
        XmlElement.builder(Ns.WSEN, "RenewResponse", "wsen")
            .child(Ns.WSEN, "Expires", "wsen", granted(context, form))
            .child(Ns.WSEN, "EnumerationContext", "wsen", context.id)
            .build());
  }

  WsmanReply getStatus(WsmanRequest request) {
    EnumerationContexts.Context context = enumeration(request, request.body(Ns.WSEN, "GetStatus"));
    return reply(
        "GetStatusResponse",
        XmlElement.builder(Ns.WSEN, "GetStatusResponse", "wsen")
            .child(Ns.WSEN, "Expires", "wsen", granted(context, Lease.Form.DURATION))
            .build());
  }

  private EnumerationContexts.Context enumeration(WsmanRequest request, XmlElement body) {
    String context = contextText(body);
    if (PullContext.parse(context).isPresent()) {
      throw new FaultException(
          FaultCode.ACTION_NOT_SUPPORTED,
          "This context belongs to a subscription; use the actions of WS-Eventing on it.");
    }
    return contexts.require(request.who(), context);
  }

  private static String contextText(XmlElement body) {
    return body.childText(Ns.WSEN, "EnumerationContext")
        .orElseThrow(
            () ->
                new FaultException(
                    FaultCode.SCHEMA_VALIDATION,
                    body.name().local() + " holds no wsen:EnumerationContext."));
  }

  private int count(XmlElement element) {
    try {
      long value = Long.parseLong(element.trimmedText());
      if (value > 0) {
        return (int) Math.min(value, Integer.MAX_VALUE);
      }
    } catch (NumberFormatException e) {
      // refused below, as zero is
    }
    throw new FaultException(
        FaultCode.SCHEMA_VALIDATION,
        element.name().local()
            + " must be a number above zero; seen was '"
            + element.trimmedText()
            + "'.");
  }

  /** DSP0226 §8.3. The snapshot makes the estimate exact. */
  private static WsmanReply counted(
      WsmanRequest request, EnumerationContexts.Context context, WsmanReply reply) {
    return request.asks("RequestTotalItemsCountEstimate")
        ? reply.withHeader(
            XmlElement.ofText(
                request.generation().namespace(),
                "TotalItemsCountEstimate",
                "wsman",
                Integer.toString(context.items.size())))
        : reply;
  }

  private static WsmanReply reply(String name, XmlElement body) {
    return WsmanReply.of(action(name), body, Effect.NONE);
  }

  private static String action(String name) {
    return Ns.WSEN + "/" + name;
  }
}
