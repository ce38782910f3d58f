package org.wellspring.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlName;

/** The server declined: a SOAP 1.2 fault. SOAP 1.2 §5.4. */
public final class SoapFault extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<XmlName> codes;
  private final transient Optional<XmlElement> detail;

  private SoapFault(List<XmlName> codes, String reason, Optional<XmlElement> detail) {
    super(reason);
    this.codes = codes;
    this.detail = detail;
  }

  /** Reads {@code s:Fault}. A fault that lacks parts is still a fault. */
  static SoapFault of(XmlElement fault) {
    List<XmlName> codes = new ArrayList<>();
    Optional<XmlElement> level = fault.child(Wire.SOAP, "Code");
    while (level.isPresent()) {
      level
          .flatMap(code -> code.child(Wire.SOAP, "Value"))
          .map(SoapFault::qname)
          .ifPresent(codes::add);
      level = level.flatMap(code -> code.child(Wire.SOAP, "Subcode"));
    }
    if (codes.isEmpty()) {
      codes.add(new XmlName(Wire.SOAP, "Receiver"));
    }
    String reason =
        fault
            .child(Wire.SOAP, "Reason")
            .flatMap(texts -> texts.childText(Wire.SOAP, "Text"))
            .orElse("no reason given");
    return new SoapFault(List.copyOf(codes), reason, fault.child(Wire.SOAP, "Detail"));
  }

  private static XmlName qname(XmlElement value) {
    String text = value.trimmedText();
    int colon = text.indexOf(':');
    String prefix = colon < 0 ? "" : text.substring(0, colon);
    String local = text.substring(colon + 1);
    return new XmlName(
        value.scope().namespace(prefix).orElse(""), local.isEmpty() ? "unnamed" : local);
  }

  /** {@code Sender}, {@code Receiver}, … in the SOAP namespace. */
  public XmlName code() {
    return codes.get(0);
  }

  public Optional<XmlName> subcode() {
    return codes.stream().skip(1).findFirst();
  }

  public String reason() {
    return String.valueOf(getMessage());
  }

  /** The {@code s:Detail} element. */
  public Optional<XmlElement> detail() {
    return detail;
  }

  /** The text of {@code wsman:FaultDetail}, of whichever generation: a URI. */
  public Optional<String> faultDetail() {
    return detail.flatMap(
        d ->
            d.elements()
                .filter(child -> child.name().local().equals("FaultDetail"))
                .map(XmlElement::trimmedText)
                .filter(text -> !text.isEmpty())
                .findFirst());
  }

  boolean hasSubcode(String local) {
    return subcode().filter(name -> name.local().equals(local)).isPresent();
  }

  /** One line for people: {@code s:Sender wsman:InvalidSelectors (UnexpectedSelectors)}. */
  public String summary() {
    String names =
        codes.stream()
            .map(name -> Wire.spelled(name.namespace(), name.local()))
            .collect(Collectors.joining(" "));
    return faultDetail()
        .map(uri -> names + " (" + uri.substring(uri.lastIndexOf('/') + 1) + ")")
        .orElse(names);
  }
}
