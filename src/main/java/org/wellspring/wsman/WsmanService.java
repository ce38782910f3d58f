package org.wellspring.wsman;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.delivery.DeliveryEngine;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.filter.FilterCompiler;
import org.wellspring.metrics.MeterName;
import org.wellspring.metrics.Meters;
import org.wellspring.model.Principal;
import org.wellspring.resource.ResourceCatalogue;
import org.wellspring.soap.Addressing;
import org.wellspring.soap.Envelope;
import org.wellspring.soap.EnvelopeReader;
import org.wellspring.soap.Faults;
import org.wellspring.soap.Ns;
import org.wellspring.soap.http.SoapService;
import org.wellspring.subscription.SubscriptionService;
import org.wellspring.time.TimeSource;
import org.wellspring.time.Timers;
import org.wellspring.wsman.IdentifyOperation.Disclosure;
import org.wellspring.wsman.ReplyWriter.Origin;
import org.wellspring.wsman.ReplyWriter.Written;
import org.wellspring.xml.XmlLimits;

/**
 * One exchange: octets of a request in, octets of a reply or fault out. Operations are chosen by
 * {@code wsa:Action}; Identify, which has none, by its body. Knows no HTTP. Callable from any
 * thread.
 */
public final class WsmanService implements SoapService {
  private static final Logger log = LoggerFactory.getLogger(WsmanService.class);

  /** What the front door works with. */
  public record Parts(
      ResourceCatalogue catalogue,
      FilterCompiler filters,
      SubscriptionService subscriptions,
      DeliveryEngine delivery,
      TimeSource time,
      Timers timers,
      Meters meters) {}

  /**
   * What is configured.
   *
   * @param limits on request envelopes
   * @param version told by Identify
   * @param securityProfiles suffixes, told by Identify
   * @param logIdentity for bookmarks
   */
  public record Setup(
      WsmanSettings settings,
      XmlLimits limits,
      int maxContexts,
      Duration contextIdle,
      String version,
      List<String> securityProfiles,
      String logIdentity) {}

  private final Parts parts;
  private final EnvelopeReader envelopes;
  private final RequestReader requests;
  private final ReplyWriter replies;
  private final IdentifyOperation identify;
  private final Map<String, Function<WsmanRequest, CompletableFuture<WsmanReply>>> operations;

  public WsmanService(Parts parts, Setup setup) {
    this.parts = parts;
    this.envelopes = new EnvelopeReader(setup.limits);
    this.requests = new RequestReader(setup.settings);
    this.replies = new ReplyWriter(setup.settings);
    this.identify = new IdentifyOperation(setup.version, setup.securityProfiles);
    this.operations = operations(parts, setup);
  }

  private Map<String, Function<WsmanRequest, CompletableFuture<WsmanReply>>> operations(
      Parts parts, Setup setup) {
    Bookmarks bookmarks = new Bookmarks(setup.logIdentity);
    EventingOperations eventing =
        new EventingOperations(
            parts.subscriptions,
            new SubscribeReader(parts.catalogue, bookmarks, setup.settings),
            parts.time);
    TransferOperations transfer = new TransferOperations(parts.catalogue, identify);
    EnumerationOperations enumeration =
        new EnumerationOperations(
            parts.catalogue,
            parts.filters,
            new EnumerationContexts(setup.maxContexts, setup.contextIdle, parts.time, parts.timers),
            new EventPull(parts.subscriptions, parts.delivery, bookmarks, setup.settings),
            setup.settings,
            parts.time);
    return Map.ofEntries(
        Map.entry(Ns.WSE + "/Subscribe", eventing::subscribe),
        Map.entry(Ns.WSE + "/Renew", eventing::renew),
        Map.entry(Ns.WSE + "/GetStatus", eventing::getStatus),
        Map.entry(Ns.WSE + "/Unsubscribe", eventing::unsubscribe),
        Map.entry(Ns.WXF + "/Get", atOnce(transfer::get)),
        Map.entry(Ns.WXF + "/Put", atOnce(transfer::put)),
        Map.entry(Ns.WXF + "/Create", atOnce(transfer::create)),
        Map.entry(Ns.WXF + "/Delete", atOnce(transfer::delete)),
        Map.entry(Ns.WSEN + "/Enumerate", atOnce(enumeration::enumerate)),
        Map.entry(Ns.WSEN + "/Pull", enumeration::pull),
        Map.entry(Ns.WSEN + "/Release", enumeration::release),
        Map.entry(Ns.WSEN + "/Renew", atOnce(enumeration::renew)),
        Map.entry(Ns.WSEN + "/GetStatus", atOnce(enumeration::getStatus)));
  }

  private static Function<WsmanRequest, CompletableFuture<WsmanReply>> atOnce(
      Function<WsmanRequest, WsmanReply> operation) {
    return request -> CompletableFuture.completedFuture(operation.apply(request));
  }

  @Override
  public CompletableFuture<Answer> answer(byte[] octets, String contentType, Caller caller) {
    if (contentType.toLowerCase(Locale.ROOT).startsWith("text/xml")) {
      return CompletableFuture.completedFuture(
          refuse(
              FaultCode.VERSION_MISMATCH,
              "Only SOAP 1.2 is spoken here: send application/soap+xml, not text/xml."));
    }
    Envelope envelope;
    try {
      envelope = envelopes.read(octets, contentType);
    } catch (RuntimeException problem) { // a front door: the peer must get an answer
      return CompletableFuture.completedFuture(fault(Origin.UNREADABLE, problem));
    }
    Origin origin =
        new Origin(
            RequestReader.generation(envelope),
            envelope.encoding(),
            Addressing.messageId(envelope),
            Addressing.faultBlocks(envelope));
    try {
      return answer(envelope, caller)
          .handle((written, problem) -> problem == null ? answer(written) : fault(origin, problem));
    } catch (RuntimeException problem) { // a front door: the peer must get an answer
      return CompletableFuture.completedFuture(fault(origin, problem));
    }
  }

  private CompletableFuture<Written> answer(Envelope envelope, Caller caller) {
    if (envelope.bodyIs(Ns.WSMID, "Identify")) {
      Disclosure disclosure = caller.principal().isPresent() ? Disclosure.FULL : Disclosure.MINIMAL;
      return CompletableFuture.completedFuture(
          replies.identified(envelope.encoding(), identify.response(disclosure)));
    }
    Principal who =
        caller
            .principal()
            .orElseThrow(
                () ->
                    new FaultException(
                        FaultCode.ACCESS_DENIED,
                        "Only Identify is answered here; send other requests to /wsman with credentials."));
    WsmanRequest request =
        requests.read(
            envelope,
            who,
            caller.protection() == Caller.Protection.PROTECTED
                ? RequestReader.Transport.PROTECTED
                : RequestReader.Transport.PLAIN);
    Function<WsmanRequest, CompletableFuture<WsmanReply>> operation =
        operations.get(request.action());
    if (operation == null) {
      throw unknownAction(request);
    }
    return operation.apply(request).thenApply(reply -> replies.write(request, reply));
  }

  private FaultException unknownAction(WsmanRequest request) {
    request.resource().ifPresent(parts.catalogue::require);
    return new FaultException(
        FaultCode.ACTION_NOT_SUPPORTED,
        "The action "
            + request.action()
            + " is not offered"
            + request.resource().map(uri -> " by " + uri).orElse(" here")
            + ".");
  }

  @Override
  public Answer refuse(FaultCode code, String reason) {
    return fault(Origin.UNREADABLE, new FaultException(code, reason));
  }

  private static Answer answer(Written written) {
    return new Answer(written.status(), written.encoding().contentType(), written.body());
  }

  private Answer fault(Origin origin, Throwable problem) {
    FaultException fault =
        Faults.in(problem)
            .orElseGet(
                () -> {
                  log.error("wsman.failed", problem);
                  return new FaultException(
                      FaultCode.INTERNAL_ERROR,
                      "The server failed on this request; its log says why.");
                });
    parts.meters.count(MeterName.FAULTS, "code", fault.code().name().toLowerCase(Locale.ROOT));
    return answer(replies.fault(origin, fault));
  }
}
