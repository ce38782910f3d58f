package org.wellspring.wsevent;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wellspring.fault.Blame;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.filter.xpath.XPathDialect;
import org.wellspring.soap.AddressingVersion;
import org.wellspring.soap.Ns;
import org.wellspring.soap.SoapVersion;
import org.wellspring.xml.NamespaceScope;
import org.wellspring.xml.XmlAttribute;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlName;
import org.wellspring.xml.XmlOutput;

/** The Fault element, as either version of SOAP has it. SOAP 1.2 part 1 §5.4, SOAP 1.1 §4.4. */
final class FaultBody {
  private final Notation notation;
  private final FaultName name;
  private final FaultException fault;

  FaultBody(Notation notation, FaultName name, FaultException fault) {
    this.notation = notation;
    this.name = name;
    this.fault = fault;
  }

  XmlElement element() {
    return notation.soap() == SoapVersion.SOAP_1_2 ? soap12() : soap11();
  }

  /**
   * WS-Addressing 1.0 SOAP binding §6.2: in SOAP 1.1 the detail of a fault about headers is a
   * header.
   */
  Optional<XmlElement> headerDetail() {
    boolean inHeader = isInHeader() && !detail().isEmpty();
    return inHeader
        ? Optional.of(XmlElement.builder(Ns.WSA10, "FaultDetail", "wsa").addAll(detail()).build())
        : Optional.empty();
  }

  private boolean isInHeader() {
    return notation.soap() == SoapVersion.SOAP_1_1
        && notation.addressing() == AddressingVersion.W3C
        && name.prefix().equals("wsa");
  }

  private XmlElement soap12() {
    XmlElement.Builder code = soap("Code").add(value("s:" + name.blame().code()));
    name.subcode()
        .ifPresent(
            subcode -> {
              XmlElement.Builder first = soap("Subcode").add(value(qualified(subcode)));
              name.detailCode()
                  .ifPresent(
                      below -> first.add(soap("Subcode").add(value(qualified(below))).build()));
              code.add(first.build());
            });
    XmlElement text = soap("Text").attribute(english()).text(reason()).build();
    XmlElement.Builder element =
        soap("Fault").add(code.build()).add(soap("Reason").add(text).build());
    if (!detail().isEmpty()) {
      element.add(soap("Detail").addAll(detail()).build());
    }
    return element.build();
  }

  private XmlElement soap11() {
    String code = name.detailCode().or(name::subcode).map(this::qualified).orElse("s:" + generic());
    XmlElement.Builder element =
        soap("Fault")
            .child("", "faultcode", "", code)
            .add(
                XmlElement.builder("", "faultstring", "")
                    .attribute(english())
                    .text(reason())
                    .build());
    if (!detail().isEmpty() && !isInHeader()) {
      element.add(XmlElement.builder("", "detail", "").addAll(detail()).build());
    }
    return element.build();
  }

  private String generic() {
    return switch (name.blame()) {
      case SENDER -> "Client";
      case RECEIVER -> "Server";
      default -> name.blame().code();
    };
  }

  private String reason() {
    return XmlOutput.legalText(fault.reason());
  }

  private String qualified(String local) {
    return name.prefix() + ":" + local;
  }

  /** What other rooms put there is in the words of 2004. */
  private List<XmlElement> detail() {
    if (fault.code() == FaultCode.FILTER_DIALECT_UNAVAILABLE) {
      return dialects();
    }
    return name.blame() == Blame.MUST_UNDERSTAND ? List.of() : fault.detail();
  }

  private List<XmlElement> dialects() {
    String namespace = notation.eventing().namespace();
    boolean w3c = notation.eventing() == EventingVersion.W3C_2011;
    return Stream.concat(
            fault.detail().stream().map(XmlElement::trimmedText), Stream.of(ActionDialect.URI))
        .map(uri -> w3c && uri.equals(XPathDialect.URI) ? FilterReader.XPATH_10 : uri)
        .map(uri -> XmlElement.ofText(namespace, "SupportedDialect", "wse", uri))
        .toList();
  }

  private XmlElement value(String qualified) {
    return soap("Value").text(qualified).build();
  }

  private XmlElement.Builder soap(String local) {
    return XmlElement.builder(notation.soap().namespace(), local, "s");
  }

  private static XmlAttribute english() {
    return new XmlAttribute(new XmlName(NamespaceScope.XML_NAMESPACE, "lang"), "xml", "en");
  }
}
