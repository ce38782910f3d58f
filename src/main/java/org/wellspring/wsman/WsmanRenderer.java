package org.wellspring.wsman;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wellspring.delivery.Item;
import org.wellspring.delivery.OutboundMessage;
import org.wellspring.delivery.Renderer;
import org.wellspring.delivery.SendOutcome;
import org.wellspring.delivery.SinkAnswer;
import org.wellspring.model.Bytes;
import org.wellspring.model.DeliveryMode;
import org.wellspring.model.DeliveryMode.Acknowledgement;
import org.wellspring.model.EndReason;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.LogPosition;
import org.wellspring.model.SinkCredentials;
import org.wellspring.model.Subscription;
import org.wellspring.model.SubscriptionTerms;
import org.wellspring.model.SubscriptionTerms.BookmarkWish;
import org.wellspring.soap.Endpoints;
import org.wellspring.soap.EnvelopeWriter;
import org.wellspring.soap.Ns;
import org.wellspring.soap.WireEncoding;
import org.wellspring.soap.XsdDuration;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlOutput;

/**
 * Writes the messages of one subscription. What is the same in all of them (address, reference
 * parameters, ReplyTo) is written once; each message adds its action, its id and the event's own
 * octets.
 */
final class WsmanRenderer implements Renderer {
  /**
   * A bookmark, a message id and a timeout as long as they can be: for sizes that are known before
   * the message is.
   */
  private static final LogPosition LONGEST_POSITION = new LogPosition(Long.MAX_VALUE);

  private static final String BATCH_OPEN = "<wsman:Events>";
  private static final String BATCH_CLOSE = "</wsman:Events>";
  private static final String END = "</s:Body></s:Envelope>";
  private static final Bytes END_OCTETS = Bytes.utf8(END);
  private static final Bytes BATCH_END_OCTETS = Bytes.utf8(BATCH_CLOSE + END);

  /** Whether the sink has to acknowledge by a message. */
  private enum Ack {
    ASKED,
    NONE
  }

  private final Subscription subscription;
  private final Generation generation;
  private final WireEncoding encoding;
  private final Bookmarks bookmarks;
  private final AckReader ackReader;
  private final Supplier<String> messageIds;
  private final Duration timeout;
  private final Ack ack;

  /** Written when first needed: most of many subscriptions wait for an event that is rare. */
  private @Nullable Bytes head;

  /** What all renderers share. */
  record Tools(
      Bookmarks bookmarks, AckReader ackReader, Supplier<String> messageIds, Duration timeout) {}

  WsmanRenderer(Subscription subscription, Tools tools) {
    this.subscription = subscription;
    this.generation = Generation.valueOf(subscription.terms().notation());
    this.encoding = WireEncoding.of(subscription.terms().charset());
    this.bookmarks = tools.bookmarks();
    this.ackReader = tools.ackReader();
    this.messageIds = tools.messageIds();
    this.timeout = tools.timeout();
    this.ack = ack(subscription.terms().mode());
  }

  private static Ack ack(DeliveryMode mode) {
    boolean asked =
        mode instanceof DeliveryMode.PushWithAck
            || (mode instanceof DeliveryMode.Batched batched
                && batched.acknowledgement() == Acknowledgement.ACK);
    return asked ? Ack.ASKED : Ack.NONE;
  }

  private SubscriptionTerms terms() {
    return subscription.terms();
  }

  private String address() {
    return subscription
        .group()
        .map(org.wellspring.model.MulticastGroup::uri)
        .or(() -> terms().notifyTo().map(EndpointReference::address))
        .orElse(Ns.ANONYMOUS);
  }

  private Bytes head() {
    Bytes known = head;
    if (known == null) {
      known = Bytes.utf8(writeHead());
      head = known;
    }
    return known;
  }

  private String writeHead() {
    EnvelopeWriter envelope = new EnvelopeWriter(Ns.declared(generation.namespace()));
    envelope.header("wsa:To", address());
    if (ack == Ack.ASKED) {
      envelope.header(
          Endpoints.write(Ns.WSA, "ReplyTo", "wsa", EndpointReference.to(Ns.ANONYMOUS)));
      envelope.header("wsman:OperationTimeout", XsdDuration.format(timeout));
    }
    terms().notifyTo().stream().flatMap(EndpointReference::headerBlocks).forEach(envelope::header);
    if (ack == Ack.ASKED) {
      envelope.raw("<wsman:AckRequested/>");
    }
    return envelope.soFar();
  }

  @Override
  public OutboundMessage single(Item item) {
    String id = messageIds.get();
    String action = Items.action(generation, item);
    if (encoding == WireEncoding.UTF_8 && item instanceof Item.Matched matched) {
      Bytes middle = Bytes.utf8(middle(action, id, Optional.of(item.position())));
      return message(List.of(head(), middle, matched.record().event().xml(), END_OCTETS), id);
    }
    return message(
        head().utf8()
            + middle(action, id, Optional.of(item.position()))
            + Items.bare(generation, item).utf8()
            + END,
        id);
  }

  @Override
  public OutboundMessage batch(List<Item> items) {
    String id = messageIds.get();
    LogPosition last = items.get(items.size() - 1).position();
    List<Bytes> parts = new ArrayList<>(3 * items.size() + 3);
    parts.add(head());
    parts.add(Bytes.utf8(middle(generation.uri("Events"), id, Optional.of(last)) + BATCH_OPEN));
    String lastAction = "";
    Bytes open = Bytes.EMPTY;
    for (Item item : items) {
      String action = Items.action(generation, item);
      if (!action.equals(lastAction)) { // most of a batch is of one kind
        open = Bytes.utf8(Items.batchItemOpen(generation, item));
        lastAction = action;
      }
      parts.add(open);
      parts.add(Items.bare(generation, item));
      parts.add(Items.batchItemClose());
    }
    parts.add(BATCH_END_OCTETS);
    return encoding == WireEncoding.UTF_8
        ? message(parts, id)
        : message(Bytes.concat(parts).utf8(), id);
  }

  @Override
  public OutboundMessage heartbeat(Optional<LogPosition> bookmark) {
    String id = messageIds.get();
    String body = terms().mode() instanceof DeliveryMode.Batched ? "<wsman:Events/>" : "";
    return message(
        head().utf8() + middle(generation.uri("Heartbeat"), id, bookmark) + body + END, id);
  }

  /** The headers that differ from message to message, and the opening of the body. */
  private String middle(String action, String id, Optional<LogPosition> bookmark) {
    StringBuilder text = new StringBuilder(256);
    text.append("<wsa:Action s:mustUnderstand=\"true\">");
    XmlOutput.escapeText(text, action);
    text.append("</wsa:Action><wsa:MessageID>").append(id).append("</wsa:MessageID>");
    if (terms().bookmarks() == BookmarkWish.SEND) {
      bookmark.ifPresent(
          at ->
              XmlOutput.append(
                  text, bookmarks.write(generation, at), Ns.declared(generation.namespace())));
    }
    return text.append("</s:Header><s:Body>").toString();
  }

  private OutboundMessage message(String text, String id) {
    return message(List.of(encoding.encode(text)), id);
  }

  private OutboundMessage message(List<Bytes> body, String id) {
    return new OutboundMessage(
        address(), encoding.contentType(), body, id, timeout, terms().credentials());
  }

  @Override
  public Optional<OutboundMessage> ended(EndReason reason, String text) {
    return terms().endTo().map(endTo -> ended(endTo, reason, text));
  }

  private OutboundMessage ended(EndpointReference endTo, EndReason reason, String text) {
    String id = messageIds.get();
    EnvelopeWriter envelope = new EnvelopeWriter(Ns.declared(generation.namespace()));
    envelope
        .header("wsa:To", endTo.address())
        .header("wsa:Action", Ns.WSE + "/SubscriptionEnd")
        .header("wsa:MessageID", id);
    endTo.headerBlocks().forEach(envelope::header);
    XmlElement.Builder body =
        XmlElement.builder(Ns.WSE, "SubscriptionEnd", "wse")
            .add(
                Endpoints.write(
                    Ns.WSE,
                    "SubscriptionManager",
                    "wse",
                    References.manager(generation, subscription)))
            .child(Ns.WSE, "Status", "wse", Ns.WSE + "/" + status(reason));
    if (!text.isEmpty()) {
      body.add(
          XmlElement.builder(Ns.WSE, "Reason", "wse")
              .attribute(
                  new org.wellspring.xml.XmlAttribute(
                      new org.wellspring.xml.XmlName(
                          org.wellspring.xml.NamespaceScope.XML_NAMESPACE, "lang"),
                      "xml",
                      "en"))
              .text(XmlOutput.legalText(text))
              .build());
    }
    String message = envelope.body().content(body.build()).end();
    return new OutboundMessage(
        endTo.address(),
        encoding.contentType(),
        List.of(encoding.encode(message)),
        id,
        timeout,
        credentialsFor(endTo));
  }

  /** A password given for the sink is shown to no other one. */
  private Optional<SinkCredentials> credentialsFor(EndpointReference endTo) {
    return terms()
        .credentials()
        .filter(
            given ->
                terms()
                    .notifyTo()
                    .filter(sink -> origin(sink.address()).equals(origin(endTo.address())))
                    .isPresent());
  }

  private static String origin(String address) {
    int path = address.indexOf('/', address.indexOf("://") + 3);
    return (path < 0 ? address : address.substring(0, path)).toLowerCase(Locale.ROOT);
  }

  private static String status(EndReason reason) {
    return switch (reason) {
      case DELIVERY_FAILURE -> "DeliveryFailure";
      case SOURCE_SHUTTING_DOWN -> "SourceShuttingDown";
      default -> "SourceCancelling";
    };
  }

  /** Characters count for the Events element only, octets for the whole envelope. */
  @Override
  public ItemSize emptyBatch() {
    boolean batched = terms().mode() instanceof DeliveryMode.Batched;
    String wrapper = batched ? BATCH_OPEN + BATCH_CLOSE : "";
    String action = batched ? generation.uri("Events") : "";
    String id = "uuid:00000000-0000-0000-0000-000000000000";
    String whole =
        head().utf8() + middle(action, id, Optional.of(LONGEST_POSITION)) + wrapper + END;
    return new ItemSize(wrapper.length(), encoding.encode(whole).length());
  }

  @Override
  public ItemSize size(Item item) {
    ItemSize bare = measure(Items.bare(generation, item));
    return switch (terms().mode().label()) {
      case "batched" ->
          bare.plus(measure(Bytes.utf8(Items.batchItemOpen(generation, item))))
              .plus(measure(Items.batchItemClose()));
      case "pull" -> bare;
      default -> bare.plus(measure(Bytes.utf8(Items.action(generation, item))));
    };
  }

  @Override
  public long octets(Item item) {
    boolean bare = encoding == WireEncoding.UTF_8 && terms().mode() instanceof DeliveryMode.Pull;
    return bare ? Items.bare(generation, item).length() : size(item).octets();
  }

  private ItemSize measure(Bytes utf8) {
    int octets = encoding == WireEncoding.UTF_16 ? 2 * utf8.utf16Units() : utf8.length();
    return new ItemSize(utf8.utf8Characters(), octets);
  }

  @Override
  public SendOutcome outcome(OutboundMessage sent, SinkAnswer answer) {
    if (answer instanceof SinkAnswer.Answered answered) {
      return ackReader.read(
          answered,
          sent.messageId(),
          ack == Ack.ASKED ? AckReader.Expectation.ACK : AckReader.Expectation.STATUS);
    }
    return SendOutcome.Failed.unanswered(answer);
  }
}
