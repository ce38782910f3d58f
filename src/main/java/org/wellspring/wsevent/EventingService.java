package org.wellspring.wsevent;

import static org.wellspring.wsevent.EventingVersion.AUGUST_2004;
import static org.wellspring.wsevent.EventingVersion.W3C_2011;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
import org.wellspring.soap.SoapVersion;
import org.wellspring.soap.http.SoapService;
import org.wellspring.subscription.SubscriptionService;
import org.wellspring.time.TimeSource;
import org.wellspring.wsevent.ReplyWriter.Origin;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlLimits;

/**
 * One exchange: octets of a request in, octets of a reply or fault out. Operations are chosen by
 * {@code wsa:Action}. Knows no HTTP. Callable from any thread.
 */
public final class EventingService implements SoapService {
  private static final Logger log = LoggerFactory.getLogger(EventingService.class);

  /** What the front door works with. */
  public record Parts(
      ResourceCatalogue catalogue,
      FilterCompiler filters,
      SubscriptionService subscriptions,
      EventCatalogue events,
      TimeSource time,
      Meters meters) {}

  private final Meters meters;
  private final EnvelopeReader envelopes;
  private final ReplyWriter replies;
  private final MetadataOperations metadata;
  private final Map<String, Function<EventingRequest, CompletableFuture<EventingReply>>> operations;

  /**
   * @param limits on request envelopes
   */
  public EventingService(Parts parts, EventingSettings settings, XmlLimits limits) {
    this.meters = parts.meters;
    this.envelopes = new EnvelopeReader(limits, Set.of(SoapVersion.values()));
    this.replies =
        new ReplyWriter(settings.senderFaultStatus(), () -> UUID.randomUUID().toString());
    SourceChoice sources = new SourceChoice(parts.catalogue);
    this.metadata =
        new MetadataOperations(sources, parts.events, new EventPolicy(parts.filters, settings));
    this.operations = operations(parts, settings, sources);
  }

  private Map<String, Function<EventingRequest, CompletableFuture<EventingReply>>> operations(
      Parts parts, EventingSettings settings, SourceChoice sources) {
    LeaseReader leases = new LeaseReader(settings, parts.time);
    EventingOperations eventing =
        new EventingOperations(
            parts.subscriptions, new SubscribeReader(sources, leases, settings), leases);
    Map<String, Function<EventingRequest, CompletableFuture<EventingReply>>> byAction =
        new HashMap<>();
    for (EventingVersion version : Set.of(AUGUST_2004, W3C_2011)) {
      byAction.put(version.uri("Subscribe"), eventing::subscribe);
      byAction.put(version.uri("Renew"), eventing::renew);
      byAction.put(version.uri("GetStatus"), eventing::getStatus);
      byAction.put(version.uri("Unsubscribe"), eventing::unsubscribe);
    }
    byAction.put(MetadataOperations.GET, atOnce(metadata::get));
    byAction.put(MetadataOperations.GET_METADATA, atOnce(metadata::getMetadata));
    return byAction;
  }

  private static Function<EventingRequest, CompletableFuture<EventingReply>> atOnce(
      Function<EventingRequest, EventingReply> operation) {
    return request -> CompletableFuture.completedFuture(operation.apply(request));
  }

  @Override
  public CompletableFuture<Answer> answer(byte[] octets, String contentType, Caller caller) {
    Envelope envelope;
    try {
      envelope = envelopes.read(octets, contentType);
    } catch (RuntimeException problem) { // a front door: the peer must get an answer
      return CompletableFuture.completedFuture(fault(Origin.UNREADABLE, problem));
    }
    Notation notation = Notation.of(envelope);
    try {
      return answer(envelope, notation, caller)
          .exceptionally(problem -> fault(envelope, notation, problem));
    } catch (RuntimeException problem) { // a front door: the peer must get an answer
      return CompletableFuture.completedFuture(fault(envelope, notation, problem));
    }
  }

  private CompletableFuture<Answer> answer(Envelope envelope, Notation notation, Caller caller) {
    Principal who =
        caller
            .principal()
            .orElseThrow(
                () ->
                    new FaultException(FaultCode.ACCESS_DENIED, "Requests need credentials here."));
    EventingRequest request = RequestReader.read(envelope, notation, who, caller);
    Function<EventingRequest, CompletableFuture<EventingReply>> operation =
        operations.get(request.addressing().action());
    if (operation == null) {
      throw unknownAction(request);
    }
    return operation.apply(request).thenApply(reply -> replies.write(request, reply));
  }

  private static FaultException unknownAction(EventingRequest request) {
    String action = request.addressing().action();
    String wsa = request.notation().addressing().namespace();
    FaultException fault =
        new FaultException(
            FaultCode.ACTION_NOT_SUPPORTED,
            "The action "
                + action
                + " is not offered here. WS-Eventing's are, of 2004/08 and of 2011/03; WS-Management is at /wsman.");
    return fault.with(
        XmlElement.builder(wsa, "ProblemAction", "wsa")
            .child(wsa, "Action", "wsa", action)
            .build());
  }

  /**
   * The EventDescriptions of the resources at a URL.
   *
   * @throws FaultException when there is none
   */
  public String events(String url) {
    return metadata.document(url).toString();
  }

  @Override
  public Answer refuse(FaultCode code, String reason) {
    return fault(Origin.UNREADABLE, new FaultException(code, reason));
  }

  private Answer fault(Envelope envelope, Notation notation, Throwable problem) {
    Answer answer =
        fault(
            new Origin(
                notation,
                envelope.encoding(),
                Addressing.messageId(envelope, notation.addressing()),
                Addressing.faultBlocks(envelope, notation.addressing())),
            problem);
    return Addressing.wantsNoFault(envelope) ? Answer.ACCEPTED : answer;
  }

  private Answer fault(Origin origin, Throwable problem) {
    FaultException fault =
        Faults.in(problem)
            .orElseGet(
                () -> {
                  log.error("wsevent.failed", problem);
                  return new FaultException(
                      FaultCode.INTERNAL_ERROR,
                      "The server failed on this request; its log says why.");
                });
    meters.count(MeterName.FAULTS, "code", fault.code().name().toLowerCase(Locale.ROOT));
    return replies.fault(origin, fault);
  }
}
