package org.wellspring.wsevent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wellspring.model.SubscriptionId;
import org.wellspring.soap.AddressingVersion;
import org.wellspring.soap.Envelope;
import org.wellspring.soap.Ns;
import org.wellspring.soap.SoapVersion;
import org.wellspring.xml.XmlElement;

/** What a peer speaks: everything that decides how a message to it is written. */
record Notation(
    EventingVersion eventing, AddressingVersion addressing, SoapVersion soap, Format format) {
  private static final String TAG = "wsevent:";

  /** For requests of which nothing could be read. */
  static final Notation UNREADABLE =
      new Notation(
          EventingVersion.W3C_2011, AddressingVersion.W3C, SoapVersion.SOAP_1_2, Format.UNWRAP);

  /** As a request is written, by its action or else by its body; never fails. */
  static Notation of(Envelope envelope) {
    Optional<EventingVersion> byBody =
        envelope.body().flatMap(body -> EventingVersion.ofNamespace(body.name().namespace()));
    AddressingVersion addressing =
        AddressingVersion.of(envelope)
            .orElse(
                byBody.filter(v -> v == EventingVersion.AUGUST_2004).isPresent()
                    ? AddressingVersion.AUGUST_2004
                    : AddressingVersion.W3C);
    EventingVersion eventing =
        envelope
            .header(addressing.namespace(), "Action")
            .map(XmlElement::trimmedText)
            .flatMap(EventingVersion::ofAction)
            .or(() -> byBody)
            .orElse(
                addressing == AddressingVersion.AUGUST_2004
                    ? EventingVersion.AUGUST_2004
                    : EventingVersion.W3C_2011);
    return new Notation(eventing, addressing, envelope.version(), Format.UNWRAP);
  }

  Notation with(Format wanted) {
    return new Notation(eventing, addressing, soap, wanted);
  }

  /** As it is kept in the terms of a subscription. */
  String text() {
    return TAG + String.join(":", eventing.name(), addressing.name(), soap.name(), format.name());
  }

  static boolean isOne(String text) {
    return text.startsWith(TAG);
  }

  /** The inverse of {@link #text}. */
  static Notation parse(String text) {
    String[] parts = text.substring(TAG.length()).split(":", 4);
    return new Notation(
        EventingVersion.valueOf(parts[0]),
        AddressingVersion.valueOf(parts[1]),
        SoapVersion.valueOf(parts[2]),
        Format.valueOf(parts[3]));
  }

  /**
   * The reference parameters of a subscription's manager. DPWS stacks get both names: SDCri sends
   * back only those that its schemas do not know.
   */
  List<XmlElement> identifiers(SubscriptionId id) {
    List<XmlElement> parameters = new ArrayList<>();
    if (eventing == EventingVersion.AUGUST_2004) {
      parameters.add(XmlElement.ofText(Ns.WSE, "Identifier", "wse", id.value()));
    }
    if (addressing == AddressingVersion.W3C) {
      parameters.add(
          XmlElement.ofText(
              EventingVersion.OURS, EventingVersion.SUBSCRIPTION_ID, "ws", id.value()));
    }
    return parameters;
  }

  /** What every envelope declares, so that any QName in text has a bound prefix. */
  Map<String, String> declared() {
    Map<String, String> byPrefix = new LinkedHashMap<>();
    byPrefix.put("s", soap.namespace());
    byPrefix.put("wsa", addressing.namespace());
    byPrefix.put("wse", eventing.namespace());
    return byPrefix;
  }
}
