package org.wellspring.wsevent;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.Principal;
import org.wellspring.model.SubscriptionId;
import org.wellspring.soap.Addressing;
import org.wellspring.soap.Addressing.Strictness;
import org.wellspring.soap.AddressingVersion;
import org.wellspring.soap.Envelope;
import org.wellspring.soap.Ns;
import org.wellspring.soap.http.SoapService.Caller;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlName;

/** Reads the header blocks of a request: mustUnderstand, addressing, the subscription meant. */
final class RequestReader {
  private static final Set<XmlName> UNDERSTOOD =
      Set.of(
          new XmlName(Ns.WSE, "Identifier"),
          new XmlName(EventingVersion.OURS, EventingVersion.SUBSCRIPTION_ID),
          new XmlName(Ns.WSMAN, "ResourceURI"),
          new XmlName(Ns.WSMAN, "SelectorSet"));

  private RequestReader() {}

  static EventingRequest read(Envelope envelope, Notation notation, Principal who, Caller caller) {
    refuseUnknownMandatory(envelope, notation);
    Addressing addressing = addressing(envelope, notation);
    if (notation.addressing() == AddressingVersion.W3C) {
      checkSoapAction(addressing, caller.soapAction());
    }
    return new EventingRequest(
        who, envelope, notation, addressing, caller.url(), identifier(envelope));
  }

  private static void refuseUnknownMandatory(Envelope envelope, Notation notation) {
    List<XmlName> unknown =
        envelope.headers().stream()
            .filter(notation.soap()::mustUnderstand)
            .map(XmlElement::name)
            .filter(
                name ->
                    !name.namespace().equals(notation.addressing().namespace())
                        && !UNDERSTOOD.contains(name))
            .toList();
    if (!unknown.isEmpty()) {
      throw FaultException.notUnderstood(
          "This header must be understood but is not known here: " + unknown.get(0) + ".", unknown);
    }
  }

  private static Addressing addressing(Envelope envelope, Notation notation) {
    boolean tooOld =
        notation.eventing() == EventingVersion.W3C_2011
            && notation.addressing() == AddressingVersion.AUGUST_2004;
    if (tooOld) {
      throw new FaultException(
          FaultCode.INVALID_HEADER,
          "W3C WS-Eventing goes with WS-Addressing 1.0 ("
              + Ns.WSA10
              + "), not with the version of 2004.");
    }
    return notation.addressing() == AddressingVersion.W3C
        ? Addressing.readW3c(envelope)
        : Addressing.read(envelope, Strictness.LENIENT);
  }

  /** WS-Addressing 1.0 SOAP binding §4.2: when there is one, it says the same. */
  private static void checkSoapAction(Addressing addressing, Optional<String> soapAction) {
    soapAction
        .filter(action -> !action.equals(addressing.action()))
        .ifPresent(
            action -> {
              throw new FaultException(
                  FaultCode.SOAP_ACTION_MISMATCH,
                  "HTTP says SOAPAction "
                      + action
                      + " and the message says wsa:Action "
                      + addressing.action()
                      + "; they must be the same.");
            });
  }

  private static Optional<SubscriptionId> identifier(Envelope envelope) {
    List<String> named =
        Stream.concat(
                envelope.headers(Ns.WSE, "Identifier"),
                envelope.headers(EventingVersion.OURS, EventingVersion.SUBSCRIPTION_ID))
            .map(XmlElement::trimmedText)
            .filter(text -> !text.isEmpty())
            .distinct()
            .toList();
    if (named.size() > 1) {
      throw new FaultException(
          FaultCode.INVALID_EVENTING_MESSAGE,
          "The headers name several subscriptions: " + String.join(", ", named) + ".");
    }
    return named.stream().findFirst().map(SubscriptionId::new);
  }
}
