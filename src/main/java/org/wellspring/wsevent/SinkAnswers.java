package org.wellspring.wsevent;

import java.util.Optional;
import java.util.Set;
import org.wellspring.delivery.SendOutcome;
import org.wellspring.delivery.SinkAnswer;
import org.wellspring.fault.FaultException;
import org.wellspring.soap.Envelope;
import org.wellspring.soap.EnvelopeReader;
import org.wellspring.soap.SoapVersion;
import org.wellspring.xml.XmlLimits;

/** What a sink made of a one-way message: any 2xx is fine unless a fault comes with it. */
final class SinkAnswers {
  private static final XmlLimits ANSWERS = XmlLimits.DEFAULTS.withMaxCharacters(65_536);

  private final EnvelopeReader envelopes =
      new EnvelopeReader(ANSWERS, Set.of(SoapVersion.values()));

  SendOutcome read(SinkAnswer.Answered answer) {
    Optional<String> fault = envelope(answer).flatMap(SinkAnswers::fault);
    if (fault.isPresent()) {
      return new SendOutcome.Failed(
          "the sink answered with a fault: " + fault.get(), answer.retryAfter());
    }
    return answer.status() >= 200 && answer.status() < 300
        ? new SendOutcome.Accepted()
        : new SendOutcome.Failed("the sink answered HTTP " + answer.status(), answer.retryAfter());
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

  /** The reason, in the words of either version. */
  private static Optional<String> fault(Envelope envelope) {
    String soap = envelope.version().namespace();
    return envelope
        .body()
        .filter(body -> body.is(soap, "Fault"))
        .map(
            fault ->
                fault
                    .child(soap, "Reason")
                    .flatMap(reason -> reason.childText(soap, "Text"))
                    .or(() -> fault.childText("", "faultstring"))
                    .orElse("no reason given"));
  }
}
