package org.wellspring.soap;

import java.util.List;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.EndpointReference;
import org.wellspring.xml.XmlElement;

/** Endpoint references as XML. WS-Addressing 2004/08 §2.1. */
public final class Endpoints {
  private Endpoints() {}

  /** Reads the content of an element of EPR type: NotifyTo, EndTo, ReplyTo. */
  public static EndpointReference read(XmlElement element) {
    String address =
        element
            .childText(Ns.WSA, "Address")
            .orElseThrow(
                () ->
                    new FaultException(
                        FaultCode.INVALID_EVENTING_MESSAGE,
                        element.name().local() + " holds no wsa:Address."));
    return new EndpointReference(
        address,
        children(element, "ReferenceProperties"),
        children(element, "ReferenceParameters"));
  }

  private static List<XmlElement> children(XmlElement element, String local) {
    return element.child(Ns.WSA, local).stream()
        .flatMap(XmlElement::elements)
        .map(XmlElement::asRoot)
        .toList();
  }

  /** Writes an endpoint reference into an element of that name. */
  public static XmlElement write(
      String namespace, String local, String prefix, EndpointReference endpoint) {
    XmlElement.Builder element =
        XmlElement.builder(namespace, local, prefix)
            .child(Ns.WSA, "Address", "wsa", endpoint.address());
    if (!endpoint.referenceProperties().isEmpty()) {
      element.add(
          XmlElement.builder(Ns.WSA, "ReferenceProperties", "wsa")
              .addAll(endpoint.referenceProperties())
              .build());
    }
    if (!endpoint.referenceParameters().isEmpty()) {
      element.add(
          XmlElement.builder(Ns.WSA, "ReferenceParameters", "wsa")
              .addAll(endpoint.referenceParameters())
              .build());
    }
    return element.build();
  }
}
