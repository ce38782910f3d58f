package org.wellspring.model;

import java.util.List;
import java.util.stream.Stream;
import org.wellspring.xml.XmlElement;

/**
 * Where to send a message. WS-Addressing 2004/08 §2: every reference property and parameter becomes
 * a header block of its own in messages to this endpoint.
 *
 * @param address an absolute URI, trimmed
 */
public record EndpointReference(
    String address, List<XmlElement> referenceProperties, List<XmlElement> referenceParameters) {
  public EndpointReference {
    address = address.strip();
    referenceProperties = List.copyOf(referenceProperties);
    referenceParameters = List.copyOf(referenceParameters);
  }

  public static EndpointReference to(String address) {
    return new EndpointReference(address, List.of(), List.of());
  }

  /** What a message to this endpoint carries in its header. */
  public Stream<XmlElement> headerBlocks() {
    return Stream.concat(referenceProperties.stream(), referenceParameters.stream());
  }
}
