package org.wellspring.client;

import java.util.Optional;
import org.wellspring.model.EndpointReference;
import org.wellspring.xml.XmlElement;

/** One instance met while enumerating; at least one of the two is present. */
public record EnumeratedItem(Optional<XmlElement> object, Optional<EndpointReference> reference) {
  static EnumeratedItem of(XmlElement item) {
    if (item.is(Wire.WSA, "EndpointReference")) {
      return new EnumeratedItem(Optional.empty(), Optional.of(Envelopes.readEndpoint(item)));
    }
    if (item.name().local().equals("Item")) {
      return new EnumeratedItem(
          item.elements().filter(child -> !child.is(Wire.WSA, "EndpointReference")).findFirst(),
          item.child(Wire.WSA, "EndpointReference").map(Envelopes::readEndpoint));
    }
    return new EnumeratedItem(Optional.of(item), Optional.empty());
  }
}
