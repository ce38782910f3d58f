package org.wellspring.soap;

import java.util.List;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.EndpointReference;
import org.wellspring.xml.XmlElement;

/** Endpoint references as XML. WS-Addressing 2004/08 §2.1, 1.0 §2.2. */
public final class Endpoints {
  private Endpoints() {}

  /** Reads the content of an element of EPR type: NotifyTo, EndTo, ReplyTo. */
  public static EndpointReference read(XmlElement element) {
    return read(element, AddressingVersion.AUGUST_2004);
  }

  /** Reads it in either version. */
  public static EndpointReference read(XmlElement element, AddressingVersion version) {
    String address =
        element
            .childText(version.namespace(), "Address")
            .orElseThrow(
                () ->
                    new FaultException(
                        FaultCode.INVALID_EVENTING_MESSAGE,
                        element.name().local() + " holds no wsa:Address."));
    return new EndpointReference(
        address,
        children(element, version, "ReferenceProperties"),
        children(element, version, "ReferenceParameters"));
  }

  private static List<XmlElement> children(
      XmlElement element, AddressingVersion version, String local) {
    return element.child(version.namespace(), local).stream()
        .flatMap(XmlElement::elements)
        .map(XmlElement::asRoot)
        .toList();
  }

  /** Writes an endpoint reference into an element of that name. */
  public static XmlElement write(
      String namespace, String local, String prefix, EndpointReference endpoint) {
    return write(namespace, local, prefix, endpoint, AddressingVersion.AUGUST_2004);
  }

  /** Writes it in either version; the later one knows no reference properties. */
  public static XmlElement write(
      String namespace,
      String local,
      String prefix,
      EndpointReference endpoint,
      AddressingVersion version) {
    String wsa = version.namespace();
    XmlElement.Builder element =
        XmlElement.builder(namespace, local, prefix)
            .child(wsa, "Address", "wsa", endpoint.address());
    if (!endpoint.referenceProperties().isEmpty()) {
      element.add(
          XmlElement.builder(wsa, "ReferenceProperties", "wsa")
              .addAll(endpoint.referenceProperties())
              .build());
    }
    if (!endpoint.referenceParameters().isEmpty()) {
      element.add(
          XmlElement.builder(wsa, "ReferenceParameters", "wsa")
              .addAll(endpoint.referenceParameters())
              .build());
    }
    return element.build();
  }
}
