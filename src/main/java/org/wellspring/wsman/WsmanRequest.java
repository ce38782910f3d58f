package org.wellspring.wsman;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.Principal;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SelectorSet;
import org.wellspring.model.SinkCredentials;
import org.wellspring.model.SubscriptionId;
import org.wellspring.soap.Addressing;
import org.wellspring.soap.Envelope;
import org.wellspring.xml.XmlElement;

/**
 * A request whose headers were read and checked.
 *
 * @param operationTimeout time for the whole answer, already cut to what the server allows
 * @param maxEnvelope largest reply in octets; empty: the client named none
 * @param fragment the FragmentTransfer header
 * @param identifier the subscription meant
 * @param sinkCredentials from IssuedTokens
 */
record WsmanRequest(
    Principal who,
    Envelope envelope,
    Generation generation,
    Addressing addressing,
    Optional<ResourceUri> resource,
    SelectorSet selectors,
    Duration operationTimeout,
    OptionalLong maxEnvelope,
    Optional<XmlElement> fragment,
    Optional<SubscriptionId> identifier,
    Optional<SinkCredentials> sinkCredentials) {

  String action() {
    return addressing.action();
  }

  /** The body's child, or the fault that says which one belongs there. */
  XmlElement body(String namespace, String local) {
    if (!envelope.bodyIs(namespace, local)) {
      throw new FaultException(
          FaultCode.ACTION_MISMATCH,
          "The action "
              + action()
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

  boolean asks(String managementHeader) {
    return management(envelope.headers().stream(), managementHeader).findFirst().isPresent();
  }

  /** Elements of that local name in the namespace of any generation. */
  static Stream<XmlElement> management(Stream<XmlElement> elements, String local) {
    return elements.filter(
        e ->
            e.name().local().equals(local)
                && Generation.ofNamespace(e.name().namespace()).isPresent());
  }

  static Optional<XmlElement> managementChild(XmlElement parent, String local) {
    return management(parent.elements(), local).findFirst();
  }
}
