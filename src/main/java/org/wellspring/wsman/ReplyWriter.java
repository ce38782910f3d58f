package org.wellspring.wsman;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.wellspring.fault.Blame;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.fault.FaultFamily;
import org.wellspring.model.Bytes;
import org.wellspring.model.EndpointReference;
import org.wellspring.soap.EnvelopeWriter;
import org.wellspring.soap.Ns;
import org.wellspring.soap.WireEncoding;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlName;

/** Writes replies and faults: the one place where a fault becomes a message. */
final class ReplyWriter {
  /** Room that headers and wrappers of a reply take at most; the rest is for items. */
  private static final long ENVELOPE_ROOM = 2048;

  /**
   * A message with its HTTP status.
   *
   * @param status 200, 400 or 500
   */
  record Written(int status, WireEncoding encoding, Bytes body) {}

  /** What is known of a request when a fault has to be written: less, the earlier it failed. */
  record Origin(
      Generation generation,
      WireEncoding encoding,
      Optional<String> messageId,
      List<XmlElement> replyBlocks) {
    static final Origin UNREADABLE =
        new Origin(Generation.DMTF, WireEncoding.UTF_8, Optional.empty(), List.of());
  }

  private final WsmanSettings settings;

  ReplyWriter(WsmanSettings settings) {
    this.settings = settings;
  }

  /** Octets that items of a reply may take. */
  static long roomForItems(WsmanRequest request, WsmanSettings settings) {
    long whole = request.maxEnvelope().orElse(settings.maxReply());
    long headroom =
        request.envelope().encoding() == WireEncoding.UTF_16 ? 2 * ENVELOPE_ROOM : ENVELOPE_ROOM;
    return Math.min(whole, settings.maxReply() * 16) - headroom;
  }

  /** Writes a reply; one that is larger than the client takes becomes the fault that says so. */
  Written write(WsmanRequest request, WsmanReply reply) {
    EnvelopeWriter envelope = new EnvelopeWriter(Ns.declared(request.generation().namespace()));
    envelope
        .header("wsa:Action", reply.action())
        .header("wsa:MessageID", freshId())
        .header("wsa:To", Ns.ANONYMOUS)
        .header("wsa:RelatesTo", request.addressing().messageId());
    request.addressing().replyTo().stream()
        .flatMap(EndpointReference::headerBlocks)
        .forEach(envelope::header);
    reply.headers().forEach(envelope::header);
    WireEncoding encoding = request.envelope().encoding();
    reply.body().accept(envelope.body());
    Bytes octets = envelope.end(encoding);
    if (request.maxEnvelope().isPresent() && octets.length() > request.maxEnvelope().getAsLong()) {
      throw tooLarge(reply, octets.length(), request.maxEnvelope().getAsLong());
    }
    return new Written(200, encoding, octets);
  }

  private static FaultException tooLarge(WsmanReply reply, long octets, long allowed) {
    return reply.effect() == WsmanReply.Effect.CHANGED
        ? new FaultException(
            FaultCode.UNREPORTABLE_SUCCESS,
            "It was done, but the reply takes "
                + octets
                + " octets and MaxEnvelopeSize allows "
                + allowed
                + ".")
        : new FaultException(
            FaultCode.REPLY_TOO_LARGE,
            "The reply takes " + octets + " octets; MaxEnvelopeSize allows " + allowed + ".");
  }

  /** A reply without addressing headers. DSP0226 §11. */
  Written identified(WireEncoding encoding, XmlElement response) {
    String text = new EnvelopeWriter(Map.of("s", Ns.SOAP)).body().content(response).end();
    return new Written(200, encoding, encoding.encode(text));
  }

  Written fault(Origin origin, FaultException fault) {
    FaultCode code = fault.code();
    Map<String, String> declared =
        new LinkedHashMap<>(Ns.declared(origin.generation().namespace()));
    if (!code.subcode().isEmpty() && code.family() != FaultFamily.MANAGEMENT) {
      declared.put(code.family().prefix(), code.family().namespace());
    }
    Map<XmlName, String> misunderstood = bindNames(fault, declared);
    EnvelopeWriter envelope = new EnvelopeWriter(declared);
    misunderstood
        .values()
        .forEach(qualified -> envelope.raw("<s:NotUnderstood qname=\"" + qualified + "\"/>"));
    if (code.blame() == Blame.VERSION_MISMATCH) {
      envelope.raw("<s:Upgrade><s:SupportedEnvelope qname=\"s:Envelope\"/></s:Upgrade>");
    }
    envelope.header("wsa:Action", action(origin.generation(), code));
    envelope.header("wsa:MessageID", freshId()).header("wsa:To", Ns.ANONYMOUS);
    origin.messageId().ifPresent(id -> envelope.header("wsa:RelatesTo", id));
    origin.replyBlocks().forEach(envelope::header);
    String text = envelope.body().content(element(origin.generation(), fault)).end();
    return new Written(status(code), origin.encoding(), origin.encoding().encode(text));
  }

  /**
   * Gives each header block that was not understood a prefix, for its QName in the NotUnderstood
   * block.
   */
  private static Map<XmlName, String> bindNames(
      FaultException fault, Map<String, String> declared) {
    Map<XmlName, String> qualified = new LinkedHashMap<>();
    for (XmlName name : fault.notUnderstoodBlocks()) {
      String prefix = "n" + (qualified.size() + 1);
      if (!name.namespace().isEmpty()) {
        declared.put(prefix, name.namespace());
      }
      qualified.put(name, name.namespace().isEmpty() ? name.local() : prefix + ":" + name.local());
    }
    return qualified;
  }

  private static String action(Generation generation, FaultCode code) {
    return code.family() == FaultFamily.MANAGEMENT
        ? generation.uri("fault")
        : code.family().action();
  }

  private int status(FaultCode code) {
    if (code == FaultCode.MALFORMED_ENVELOPE) {
      return 400; // no SOAP message was read, so no SOAP client is waiting for a 500
    }
    return code.blame() == Blame.SENDER ? settings.senderFaultStatus() : 500;
  }

  private static XmlElement element(Generation generation, FaultException fault) {
    FaultCode code = fault.code();
    XmlElement.Builder codeElement =
        soap("Code").add(soap("Value").text("s:" + code.blame().code()).build());
    if (!code.subcode().isEmpty()) {
      codeElement.add(
          soap("Subcode")
              .add(soap("Value").text(code.family().prefix() + ":" + code.subcode()).build())
              .build());
    }
    XmlElement text =
        soap("Text")
            .attribute(
                new org.wellspring.xml.XmlAttribute(
                    new XmlName(org.wellspring.xml.NamespaceScope.XML_NAMESPACE, "lang"),
                    "xml",
                    "en"))
            .text(org.wellspring.xml.XmlOutput.legalText(fault.reason()))
            .build();
    XmlElement.Builder element =
        soap("Fault").add(codeElement.build()).add(soap("Reason").add(text).build());
    if (code.detail().isPresent() || !fault.detail().isEmpty()) {
      XmlElement.Builder detail = soap("Detail");
      code.detail()
          .ifPresent(
              name ->
                  detail.child(
                      generation.namespace(),
                      "FaultDetail",
                      "wsman",
                      generation.faultDetail(name)));
      element.add(detail.addAll(fault.detail()).build());
    }
    return element.build();
  }

  private static XmlElement.Builder soap(String local) {
    return XmlElement.builder(Ns.SOAP, local, "s");
  }

  private static String freshId() {
    return "uuid:" + UUID.randomUUID();
  }
}
