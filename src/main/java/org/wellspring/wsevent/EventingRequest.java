package org.wellspring.wsevent;

import java.util.Optional;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.Principal;
import org.wellspring.model.SubscriptionId;
import org.wellspring.soap.Addressing;
import org.wellspring.soap.Envelope;
import org.wellspring.xml.XmlElement;

/**
 * A request whose headers were read and checked.
 *
 * @param url by which the client reached us, without query
 * @param identifier of the subscription meant
 */
record EventingRequest(
    Principal who,
    Envelope envelope,
    Notation notation,
    Addressing addressing,
    String url,
    Optional<SubscriptionId> identifier) {

  /** The body's child, or the fault that says which one belongs there. */
  XmlElement body(String local) {
    String namespace = notation.eventing().namespace();
    if (!envelope.bodyIs(namespace, local)) {
      throw new FaultException(
          FaultCode.INVALID_EVENTING_MESSAGE,
          "The action "
              + addressing.action()
              + " goes with a body of {"
              + namespace
              + "}"
              + local
              + "; seen was "
              + envelope.body().map(seen -> seen.name().toString()).orElse("an empty body")
              + ".");
    }
    return envelope.body().orElseThrow();
  }

  SubscriptionId subscription() {
    return identifier.orElseThrow(
        () ->
            new FaultException(
                FaultCode.INVALID_EVENTING_MESSAGE,
                "No header names a subscription; send the reference parameters of the SubscriptionManager in the SubscribeResponse."));
  }
}
