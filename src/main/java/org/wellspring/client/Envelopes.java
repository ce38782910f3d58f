package org.wellspring.client;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.SelectorSet;
import org.wellspring.xml.XmlAttribute;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlName;

/** Builds envelopes and their usual parts. WS-Addressing 2004/08; DSP0226 §5. */
final class Envelopes {
  private Envelopes() {}

  static XmlElement envelope(List<XmlElement> headers, Optional<XmlElement> content) {
    XmlElement.Builder body = XmlElement.builder(Wire.SOAP, "Body", "s");
    content.ifPresent(body::add);
    return XmlElement.builder(Wire.SOAP, "Envelope", "s")
        .add(XmlElement.builder(Wire.SOAP, "Header", "s").addAll(headers).build())
        .add(body.build())
        .build();
  }

  /** The addressing headers of a request to an endpoint, its reference data included. */
  static Stream<XmlElement> addressing(String action, EndpointReference target) {
    return Stream.concat(
        Stream.of(
            mustUnderstand(XmlElement.ofText(Wire.WSA, "Action", "wsa", action)),
            mustUnderstand(XmlElement.ofText(Wire.WSA, "To", "wsa", target.address())),
            XmlElement.ofText(Wire.WSA, "MessageID", "wsa", "uuid:" + UUID.randomUUID()),
            endpoint(Wire.WSA, "ReplyTo", "wsa", EndpointReference.to(Wire.ANONYMOUS))),
        target.headerBlocks());
  }

  static XmlElement mustUnderstand(XmlElement header) {
    return header.toBuilder()
        .attribute(new XmlAttribute(new XmlName(Wire.SOAP, "mustUnderstand"), "s", "true"))
        .build();
  }

  static XmlElement endpoint(
      String namespace, String local, String prefix, EndpointReference reference) {
    XmlElement.Builder endpoint =
        XmlElement.builder(namespace, local, prefix)
            .child(Wire.WSA, "Address", "wsa", reference.address());
    wrapped("ReferenceProperties", reference.referenceProperties()).ifPresent(endpoint::add);
    wrapped("ReferenceParameters", reference.referenceParameters()).ifPresent(endpoint::add);
    return endpoint.build();
  }

  private static Optional<XmlElement> wrapped(String local, List<XmlElement> content) {
    return content.isEmpty()
        ? Optional.empty()
        : Optional.of(XmlElement.builder(Wire.WSA, local, "wsa").addAll(content).build());
  }

  /** Reads an endpoint reference; some servers leave the address out. */
  static EndpointReference readEndpoint(XmlElement endpoint) {
    return new EndpointReference(
        endpoint.childText(Wire.WSA, "Address").orElse(""),
        contents(endpoint, "ReferenceProperties"),
        contents(endpoint, "ReferenceParameters"));
  }

  private static List<XmlElement> contents(XmlElement endpoint, String local) {
    return endpoint.child(Wire.WSA, local).stream().flatMap(XmlElement::elements).toList();
  }

  /** What names one resource: its URI, and its keys as this generation writes them. */
  static List<XmlElement> resource(Generation generation, String uri, SelectorSet selectors) {
    XmlElement resource =
        mustUnderstand(XmlElement.ofText(generation.namespace(), "ResourceURI", "wsman", uri));
    if (selectors.isEmpty()) {
      return List.of(resource);
    }
    if (generation == Generation.OCTOBER_2004) {
      return Stream.concat(Stream.of(resource), keys(generation, "Key", selectors)).toList();
    }
    XmlElement set =
        XmlElement.builder(generation.namespace(), "SelectorSet", "wsman")
            .addAll(keys(generation, "Selector", selectors).toList())
            .build();
    return List.of(resource, set);
  }

  private static Stream<XmlElement> keys(
      Generation generation, String local, SelectorSet selectors) {
    return selectors.asMap().entrySet().stream()
        .map(
            key ->
                XmlElement.builder(generation.namespace(), local, "wsman")
                    .attribute("Name", key.getKey())
                    .text(key.getValue())
                    .build());
  }
}
