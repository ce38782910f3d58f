package org.wellspring.client;

import java.util.Optional;
import org.wellspring.model.EndpointReference;
import org.wellspring.xml.XmlElement;

/**
 * A subscription that was granted.
 *
 * @param id the text of {@code wse:Identifier}; empty when the server named it otherwise
 * @param manager where to renew and end it
 * @param managerXml the same as the server wrote it
 * @param expires as granted, a duration or a point in time; empty: not said
 * @param context to begin pulling with; only in mode pull
 * @param multicastAddress the group to join, {@code soap.udp://…}; only in mode trap
 */
public record SubscriptionHandle(
    String id,
    EndpointReference manager,
    XmlElement managerXml,
    Optional<String> expires,
    Optional<String> context,
    Optional<String> multicastAddress) {

  static SubscriptionHandle of(XmlElement response) throws ExchangeFailed {
    XmlElement manager =
        response
            .child(Wire.WSE, "SubscriptionManager")
            .orElseThrow(
                () -> new ExchangeFailed("the SubscribeResponse names no SubscriptionManager"));
    EndpointReference reference = Envelopes.readEndpoint(manager);
    String id =
        reference
            .headerBlocks()
            .filter(block -> block.is(Wire.WSE, "Identifier"))
            .map(XmlElement::trimmedText)
            .findFirst()
            .orElse("");
    return new SubscriptionHandle(
        id,
        reference,
        manager,
        response.childText(Wire.WSE, "Expires"),
        response.childText(Wire.WSEN, "EnumerationContext"),
        multicastAddress(response));
  }

  private static Optional<String> multicastAddress(XmlElement response) {
    return response
        .child(Generation.OCTOBER_2004.namespace(), "MulticastAddress")
        .map(group -> group.childText(Wire.WSA, "Address").orElseGet(group::trimmedText));
  }
}
