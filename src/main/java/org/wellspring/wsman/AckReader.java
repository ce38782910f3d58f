package org.wellspring.wsman;

import java.util.Optional;
import org.wellspring.delivery.SendOutcome;
import org.wellspring.delivery.SinkAnswer;
import org.wellspring.fault.FaultException;
import org.wellspring.soap.Envelope;
import org.wellspring.soap.EnvelopeReader;
import org.wellspring.soap.Ns;
import org.wellspring.xml.XmlElement;

/**
 * Reads what a sink answered. DSP0226 §10.7 (Ack) and §10.8 (refusal). openwsman and Pegasus
 * misspell the Ack's action, so any action that ends in {@code /Ack} will do, if it relates to the
 * message.
 */
final class AckReader {
  /** What makes a message delivered. */
  enum Expectation {
    /** An Ack message. */
    ACK,
    /** Any 2xx that is not a fault. */
    STATUS
  }

  private final EnvelopeReader envelopes;

  AckReader(EnvelopeReader envelopes) {
    this.envelopes = envelopes;
  }

  SendOutcome read(SinkAnswer.Answered answer, String messageId, Expectation expected) {
    Optional<Envelope> envelope = envelope(answer);
    Optional<XmlElement> fault =
        envelope.flatMap(Envelope::body).filter(body -> body.is(Ns.SOAP, "Fault"));
    if (fault.isPresent()) {
      return refused(fault.get(), answer);
    }
    boolean success = answer.status() >= 200 && answer.status() < 300;
    if (!success) {
      return new SendOutcome.Failed(
          "the sink answered HTTP " + answer.status(), answer.retryAfter());
    }
    if (expected == Expectation.STATUS) {
      return new SendOutcome.Accepted();
    }
    return envelope
        .map(ack -> acknowledged(ack, messageId))
        .orElseGet(
            () ->
                SendOutcome.Failed.because(
                    "the sink answered HTTP "
                        + answer.status()
                        + " without the Ack that this mode asks for"));
  }

  private Optional<Envelope> envelope(SinkAnswer.Answered answer) {
    if (answer.body().length() == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(envelopes.read(answer.body().unsafeArray(), answer.contentType()));
    } catch (FaultException notAnEnvelope) {
      return Optional.empty(); // a web page, say: the status alone counts
    }
  }

  private static SendOutcome acknowledged(Envelope envelope, String messageId) {
    String action = text(envelope, "Action");
    String relatesTo = text(envelope, "RelatesTo");
    if (!action.endsWith("/Ack")) {
      return SendOutcome.Failed.because("the sink answered " + action + " in place of an Ack");
    }
    return relatesTo.equals(messageId)
        ? new SendOutcome.Accepted()
        : SendOutcome.Failed.because(
            "the sink's Ack relates to '" + relatesTo + "', not to " + messageId);
  }

  private static String text(Envelope envelope, String local) {
    return envelope.header(Ns.WSA, local).map(XmlElement::trimmedText).orElse("");
  }

  /** A subcode is a QName; its local part is enough, as peers use several namespaces for it. */
  private static SendOutcome refused(XmlElement fault, SinkAnswer.Answered answer) {
    String subcode =
        fault
            .child(Ns.SOAP, "Code")
            .flatMap(code -> code.child(Ns.SOAP, "Subcode"))
            .flatMap(sub -> sub.childText(Ns.SOAP, "Value"))
            .orElse("");
    String reason =
        fault
            .child(Ns.SOAP, "Reason")
            .flatMap(r -> r.childText(Ns.SOAP, "Text"))
            .orElse("no reason given");
    String local = subcode.substring(subcode.indexOf(':') + 1);
    return local.equals("DeliveryRefused")
        ? new SendOutcome.Cancel(reason)
        : new SendOutcome.Failed(
            "the sink answered with a fault " + subcode + ": " + reason, answer.retryAfter());
  }
}
