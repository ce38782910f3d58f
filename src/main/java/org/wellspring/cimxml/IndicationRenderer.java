package org.wellspring.cimxml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.wellspring.cim.CimDateTime;
import org.wellspring.cim.CimInstance;
import org.wellspring.cim.CimProperty;
import org.wellspring.cim.CimType;
import org.wellspring.cim.CimValue;
import org.wellspring.cim.CimXmlWriter;
import org.wellspring.cim.CimXmlWriter.ClassOrigin;
import org.wellspring.cim.WsCimReader;
import org.wellspring.delivery.Item;
import org.wellspring.delivery.OutboundMessage;
import org.wellspring.delivery.Renderer;
import org.wellspring.delivery.SendOutcome;
import org.wellspring.delivery.SinkAnswer;
import org.wellspring.model.Bytes;
import org.wellspring.model.EndReason;
import org.wellspring.model.Event;
import org.wellspring.model.LogPosition;
import org.wellspring.model.Subscription;
import org.wellspring.wbem.IndicationTerms;
import org.wellspring.wbem.IndicationTerms.FatalErrorPolicy;
import org.wellspring.xml.XmlReader;

/**
 * Writes ExportIndication messages. The body has two parts, between which the {@link ExportSender}
 * puts the sequence: numbers are the destination's, not the subscription's.
 */
final class IndicationRenderer implements Renderer {
  static final String LOST = "the event is no longer kept (setting log.retention)";
  static final String ENDED = "the subscription has ended";
  static final String SUPPRESSED = "suppressed by RepeatNotificationPolicy";

  private static final String CONTENT_TYPE = "application/xml; charset=\"utf-8\"";

  /** In the order in which listeners see them. */
  private static final OutboundMessage.Headers HEADERS =
      () -> {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("CIMExport", "MethodRequest");
        headers.put("CIMExportMethod", "ExportIndication");
        return headers;
      };

  /**
   * What all renderers share.
   *
   * @param messageIds for MESSAGE ID
   * @param logIdentity makes identifiers of indications unique among servers
   */
  record Tools(
      WsCimReader reader,
      CimXmlWriter xml,
      XmlReader answers,
      AtomicLong messageIds,
      String logIdentity,
      Duration timeout) {}

  private final Subscription subscription;
  private final IndicationTerms terms;
  private final Tools tools;

  IndicationRenderer(Subscription subscription, Tools tools) {
    this.subscription = subscription;
    this.terms = IndicationTerms.of(subscription.terms());
    this.tools = tools;
  }

  static String sequence(String context, long number) {
    return "<PROPERTY NAME=\"SequenceContext\" TYPE=\"string\"><VALUE>"
        + CimXmlWriter.text(context)
        + "</VALUE></PROPERTY><PROPERTY NAME=\"SequenceNumber\" TYPE=\"sint64\"><VALUE>"
        + number
        + "</VALUE></PROPERTY>";
  }

  @Override
  public OutboundMessage single(Item item) {
    if (!(item instanceof Item.Matched matched)) {
      return message(List.of());
    }
    CimInstance indication = indication(matched);
    String written = tools.xml.instance(indication, ClassOrigin.LEFT_OUT);
    int open = written.indexOf('>') + 1;
    return message(
        List.of(Bytes.utf8(head() + written.substring(0, open)), Bytes.utf8(tail(written, open))));
  }

  private String head() {
    return "<?xml version=\"1.0\" encoding=\"utf-8\" ?>\n"
        + "<CIM CIMVERSION=\"2.0\" DTDVERSION=\"2.0\"><MESSAGE ID=\""
        + tools.messageIds.incrementAndGet()
        + "\" PROTOCOLVERSION=\"1.0\"><SIMPLEEXPREQ><EXPMETHODCALL NAME=\"ExportIndication\">"
        + "<EXPPARAMVALUE NAME=\"NewIndication\">";
  }

  private static String tail(String instance, int from) {
    return instance.substring(from)
        + "</EXPPARAMVALUE></EXPMETHODCALL></SIMPLEEXPREQ></MESSAGE></CIM>";
  }

  private OutboundMessage message(List<Bytes> body) {
    return new OutboundMessage(
        ExportSender.SCHEME + terms.address(),
        CONTENT_TYPE,
        body,
        subscription.id().value(),
        tools.timeout,
        Optional.empty(),
        HEADERS);
  }

  /** The event, with what the server adds: who, when, by which filter. */
  private CimInstance indication(Item.Matched matched) {
    Event event = matched.record().event();
    CimInstance read = tools.reader.read(event.body());
    List<CimProperty> properties = new ArrayList<>();
    properties.add(
        CimProperty.text(
            "IndicationIdentifier",
            read.text("IndicationIdentifier")
                .orElse("Wellspring:" + tools.logIdentity + ":" + matched.position().value())));
    properties.add(
        CimProperty.of(
            "IndicationTime",
            CimType.DATETIME,
            CimValue.of(
                read.text("IndicationTime").orElseGet(() -> CimDateTime.of(event.time())))));
    properties.add(CimProperty.text("IndicationFilterName", terms.filter().name()));
    CimInstance rest =
        read.keeping(
            property ->
                properties.stream().noneMatch(p -> p.name().equalsIgnoreCase(property.name()))
                    && !property.name().equalsIgnoreCase("SequenceContext")
                    && !property.name().equalsIgnoreCase("SequenceNumber")
                    && property.value().isPresent());
    properties.addAll(rest.properties());
    return new CimInstance(read.className(), properties);
  }

  @Override
  public OutboundMessage batch(List<Item> items) {
    throw new IllegalStateException("indications are sent one by one");
  }

  @Override
  public OutboundMessage heartbeat(Optional<LogPosition> bookmark) {
    throw new IllegalStateException("CIM-XML has no heartbeat");
  }

  /** Listeners are not told. */
  @Override
  public Optional<OutboundMessage> ended(EndReason reason, String text) {
    return Optional.empty();
  }

  @Override
  public ItemSize size(Item item) {
    long octets = single(item).length();
    return new ItemSize(octets, octets);
  }

  @Override
  public ItemSize emptyBatch() {
    return new ItemSize(0, 0);
  }

  /** By now all attempts are over. */
  @Override
  public SendOutcome outcome(OutboundMessage sent, SinkAnswer answer) {
    if (answer instanceof SinkAnswer.NotSent notSent) {
      if (notSent.why().equals(ENDED)) {
        return SendOutcome.Failed.because(ENDED); // nothing is dropped: the session's end is near
      }
      return new SendOutcome.Dropped(reason(notSent.why()), notSent.why());
    }
    ExportAnswer read = ExportAnswer.of(answer, tools.answers);
    return switch (read.kind()) {
      case ACCEPTED -> new SendOutcome.Accepted();
      case PERMANENT -> fatal("refused", read.why());
      case TRANSIENT, SILENT -> fatal("retries-spent", read.why());
    };
  }

  private static String reason(String why) {
    return switch (why) {
      case LOST -> "retention";
      case SUPPRESSED -> "suppressed";
      default -> "not-sent";
    };
  }

  private SendOutcome fatal(String reason, String why) {
    return terms.onFatalError() == FatalErrorPolicy.IGNORE
        ? new SendOutcome.Dropped(reason, why)
        : new SendOutcome.Cancel("OnFatalErrorPolicy is " + terms.onFatalError() + ": " + why);
  }
}
