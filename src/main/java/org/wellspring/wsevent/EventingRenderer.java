package org.wellspring.wsevent;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wellspring.delivery.Item;
import org.wellspring.delivery.OutboundMessage;
import org.wellspring.delivery.OutboundMessage.Headers;
import org.wellspring.delivery.Renderer;
import org.wellspring.delivery.SendOutcome;
import org.wellspring.delivery.SinkAnswer;
import org.wellspring.model.Bytes;
import org.wellspring.model.EndReason;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.LogPosition;
import org.wellspring.model.Subscription;
import org.wellspring.soap.EnvelopeWriter;
import org.wellspring.soap.Ns;
import org.wellspring.soap.SoapVersion;
import org.wellspring.soap.WireEncoding;
import org.wellspring.xml.NamespaceScope;
import org.wellspring.xml.XmlAttribute;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlName;
import org.wellspring.xml.XmlOutput;

/**
 * Writes the messages of one subscription. What is the same in all of them is written once, here;
 * each message adds its action, its id and the event's own octets.
 */
final class EventingRenderer implements Renderer {
  private static final String DROPPED = "http://schemas.dmtf.org/wbem/wsman/1/wsman/DroppedEvents";
  private static final String END = "</s:Body></s:Envelope>";
  private static final Bytes UNWRAP_CLOSE = Bytes.utf8(END);
  private static final Bytes WRAP_CLOSE = Bytes.utf8("</wse:Notify>" + END);

  /** What all renderers share. */
  record Tools(SinkAnswers answers, Supplier<String> uuids, Duration timeout) {}

  private final Subscription subscription;
  private final Notation notation;
  private final WireEncoding encoding;
  private final Tools tools;
  private final EndpointReference sink;

  /** Written when first needed: most of many subscriptions wait for an event that is rare. */
  private @Nullable Bytes head;

  /** The last report of dropped events. */
  private String reportId = "";

  EventingRenderer(Subscription subscription, Tools tools) {
    this.subscription = subscription;
    this.notation = Notation.parse(subscription.terms().notation());
    this.encoding = WireEncoding.of(subscription.terms().charset());
    this.tools = tools;
    this.sink = subscription.terms().notifyTo().orElseThrow();
  }

  private Bytes head() {
    Bytes known = head;
    if (known == null) {
      known = Bytes.utf8(head(sink).soFar());
      head = known;
    }
    return known;
  }

  private EnvelopeWriter head(EndpointReference to) {
    EnvelopeWriter envelope = new EnvelopeWriter(notation.declared());
    envelope.header("wsa:To", to.address());
    notation.addressing().headerBlocks(to).forEach(envelope::header);
    return envelope;
  }

  private String freshId() {
    return notation.addressing().idScheme() + tools.uuids().get();
  }

  @Override
  public OutboundMessage single(Item item) {
    String id = freshId();
    if (!(item instanceof Item.Matched matched)) {
      reportId = id;
      return message(
          List.of(
              head(),
              Bytes.utf8(opening(DROPPED, DROPPED, id)),
              Bytes.utf8(dropped(item)),
              closing()),
          DROPPED,
          id);
    }
    String eventAction = matched.record().event().action();
    String action = notation.format() == Format.WRAP ? Format.NOTIFY_ACTION : eventAction;
    Bytes opening = Bytes.utf8(opening(action, eventAction, id));
    Bytes event = matched.record().event().xml();
    return message(List.of(head(), opening, event, closing()), action, id);
  }

  /** The headers that differ from message to message, and the opening of the body. */
  private String opening(String action, String eventAction, String id) {
    boolean wrapped = notation.format() == Format.WRAP;
    StringBuilder text = new StringBuilder(320);
    text.append("<wsa:Action>");
    XmlOutput.escapeText(text, wrapped ? Format.NOTIFY_ACTION : action);
    text.append("</wsa:Action><wsa:MessageID>").append(id);
    text.append("</wsa:MessageID></s:Header><s:Body>");
    if (wrapped) {
      text.append("<wse:Notify actionURI=\"");
      XmlOutput.escapeAttribute(text, eventAction);
      text.append("\">");
    }
    return text.toString();
  }

  private Bytes closing() {
    return notation.format() == Format.WRAP ? WRAP_CLOSE : UNWRAP_CLOSE;
  }

  /**
   * WS-Eventing has no words for a gap, so WS-Management's are borrowed: better an event that is
   * not known than silence.
   */
  private static String dropped(Item item) {
    return "<wsman:DroppedEvents xmlns:wsman=\""
        + Ns.WSMAN
        + "\" Action=\""
        + DROPPED
        + "\">"
        + ((Item.Dropped) item).count()
        + "</wsman:DroppedEvents>";
  }

  @Override
  public OutboundMessage batch(List<Item> items) {
    throw new IllegalStateException("there are no batches in WS-Eventing");
  }

  @Override
  public OutboundMessage heartbeat(Optional<LogPosition> bookmark) {
    throw new IllegalStateException("there are no heartbeats in WS-Eventing");
  }

  private OutboundMessage message(List<Bytes> utf8, String action, String id) {
    return new OutboundMessage(
        sink.address(),
        notation.soap().contentType(encoding),
        encoding == WireEncoding.UTF_8 ? utf8 : List.of(encoding.encode(Bytes.concat(utf8).utf8())),
        id,
        tools.timeout(),
        Optional.empty(),
        headers(action));
  }

  /** SOAP 1.1 §6.1.1 asks for the header; it may say nothing. */
  private Headers headers(String action) {
    if (notation.soap() == SoapVersion.SOAP_1_2) {
      return Headers.NONE;
    }
    boolean plain = action.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '"');
    String value = plain ? "\"" + action + "\"" : "\"\"";
    return () -> Map.of("SOAPAction", value);
  }

  @Override
  public Optional<OutboundMessage> ended(EndReason reason, String text) {
    return subscription.terms().endTo().map(endTo -> ended(endTo, reason, text));
  }

  private OutboundMessage ended(EndpointReference endTo, EndReason reason, String text) {
    String id = freshId();
    String wse = notation.eventing().namespace();
    String action = notation.eventing().uri("SubscriptionEnd");
    XmlElement.Builder body = XmlElement.builder(wse, "SubscriptionEnd", "wse");
    if (notation.eventing() == EventingVersion.AUGUST_2004) {
      body.add(EventingOperations.manager(notation, subscription));
    }
    body.child(wse, "Status", "wse", notation.eventing().uri(status(reason)));
    if (!text.isEmpty()) {
      XmlName lang = new XmlName(NamespaceScope.XML_NAMESPACE, "lang");
      body.add(
          XmlElement.builder(wse, "Reason", "wse")
              .attribute(new XmlAttribute(lang, "xml", "en"))
              .text(XmlOutput.legalText(text))
              .build());
    }
    String message =
        head(endTo)
            .header("wsa:Action", action)
            .header("wsa:MessageID", id)
            .body()
            .content(body.build())
            .end();
    return new OutboundMessage(
        endTo.address(),
        notation.soap().contentType(encoding),
        List.of(encoding.encode(message)),
        id,
        tools.timeout(),
        Optional.empty(),
        headers(action));
  }

  private static String status(EndReason reason) {
    return switch (reason) {
      case DELIVERY_FAILURE -> "DeliveryFailure";
      case SOURCE_SHUTTING_DOWN -> "SourceShuttingDown";
      default -> "SourceCancelling";
    };
  }

  @Override
  public ItemSize size(Item item) {
    String markup =
        item instanceof Item.Matched matched
            ? matched.record().event().xml().utf8()
            : dropped(item);
    return measured(markup);
  }

  @Override
  public ItemSize emptyBatch() {
    return measured(head().utf8() + opening("", "", freshId()) + closing().utf8());
  }

  private ItemSize measured(String markup) {
    return new ItemSize(
        markup.codePointCount(0, markup.length()), encoding.encode(markup).length());
  }

  /** A sink need not know what a report of dropped events is; having heard it is enough. */
  @Override
  public SendOutcome outcome(OutboundMessage sent, SinkAnswer answer) {
    if (!(answer instanceof SinkAnswer.Answered answered)) {
      return SendOutcome.Failed.unanswered(answer);
    }
    return sent.messageId().equals(reportId)
        ? new SendOutcome.Accepted()
        : tools.answers().read(answered);
  }
}
