package org.wellspring.wsevent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.wellspring.fault.Blame;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.EndpointReference;
import org.wellspring.soap.AddressingVersion;
import org.wellspring.soap.EnvelopeWriter;
import org.wellspring.soap.SoapVersion;
import org.wellspring.soap.WireEncoding;
import org.wellspring.soap.http.SoapService.Answer;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlName;

/** Writes replies and faults: the one place where a fault becomes a message. */
final class ReplyWriter {
  /** What is known of a request when a fault has to be written: less, the earlier it failed. */
  record Origin(
      Notation notation,
      WireEncoding encoding,
      Optional<String> messageId,
      List<XmlElement> replyBlocks) {
    static final Origin UNREADABLE =
        new Origin(Notation.UNREADABLE, WireEncoding.UTF_8, Optional.empty(), List.of());
  }

  private final int senderFaultStatus;
  private final Supplier<String> uuids;

  /**
   * @param senderFaultStatus HTTP status of SOAP 1.2 faults that blame the sender
   * @param uuids message ids without their scheme
   */
  ReplyWriter(int senderFaultStatus, Supplier<String> uuids) {
    this.senderFaultStatus = senderFaultStatus;
    this.uuids = uuids;
  }

  Answer write(EventingRequest request, EventingReply reply) {
    if (request.addressing().wantsNoReply()) {
      return Answer.ACCEPTED;
    }
    Notation notation = request.notation();
    EnvelopeWriter envelope = new EnvelopeWriter(notation.declared());
    headers(envelope, notation.addressing(), reply.action());
    envelope.header("wsa:RelatesTo", request.addressing().messageId());
    Optional<EndpointReference> to = request.addressing().replyTo();
    to.stream().flatMap(notation.addressing()::headerBlocks).forEach(envelope::header);
    envelope.body();
    reply.body().ifPresent(envelope::content);
    return answer(200, notation.soap(), request.envelope().encoding(), envelope);
  }

  private void headers(EnvelopeWriter envelope, AddressingVersion addressing, String action) {
    envelope
        .header("wsa:Action", action)
        .header("wsa:MessageID", addressing.idScheme() + uuids.get())
        .header("wsa:To", addressing.anonymous());
  }

  private static Answer answer(
      int status, SoapVersion soap, WireEncoding encoding, EnvelopeWriter envelope) {
    return new Answer(status, soap.contentType(encoding), encoding.encode(envelope.end()));
  }

  Answer fault(Origin origin, FaultException fault) {
    Notation notation = origin.notation();
    FaultName name = FaultName.of(fault.code(), notation);
    FaultBody body = new FaultBody(notation, name, fault);
    Map<String, String> declared = new LinkedHashMap<>(notation.declared());
    Map<XmlName, String> misunderstood = bindNames(fault, declared);
    EnvelopeWriter envelope = new EnvelopeWriter(declared);
    if (notation.soap() == SoapVersion.SOAP_1_2) {
      misunderstood
          .values()
          .forEach(qualified -> envelope.raw("<s:NotUnderstood qname=\"" + qualified + "\"/>"));
    }
    if (name.blame() == Blame.VERSION_MISMATCH && notation.soap() == SoapVersion.SOAP_1_2) {
      envelope.raw(
          "<s:Upgrade><s:SupportedEnvelope qname=\"s:Envelope\"/><s:SupportedEnvelope xmlns:s11=\""
              + SoapVersion.SOAP_1_1.namespace()
              + "\" qname=\"s11:Envelope\"/></s:Upgrade>");
    }
    headers(envelope, notation.addressing(), name.action());
    origin.messageId().ifPresent(id -> envelope.header("wsa:RelatesTo", id));
    origin.replyBlocks().forEach(envelope::header);
    body.headerDetail().ifPresent(envelope::header);
    envelope.body().content(body.element());
    return answer(
        status(fault.code(), name, notation), notation.soap(), origin.encoding(), envelope);
  }

  /** Gives each header block that was not understood a prefix, for its QName. */
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

  /** SOAP 1.1 has one status for all faults. */
  private int status(FaultCode code, FaultName name, Notation notation) {
    if (code == FaultCode.MALFORMED_ENVELOPE) {
      return 400; // no SOAP message was read, so no SOAP client is waiting for a 500
    }
    boolean sender = name.blame() == Blame.SENDER && notation.soap() == SoapVersion.SOAP_1_2;
    return sender ? senderFaultStatus : 500;
  }
}
