package org.wellspring.soap;

import java.util.Optional;
import java.util.stream.Stream;
import org.wellspring.model.EndpointReference;
import org.wellspring.xml.XmlAttribute;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlName;

/** The two versions of WS-Addressing, told apart by the namespace of its headers. */
public enum AddressingVersion {
  AUGUST_2004(Ns.WSA, Ns.ANONYMOUS, "uuid:"),
  /** WS-Addressing 1.0, the W3C's. */
  W3C(Ns.WSA10, Ns.WSA10 + "/anonymous", "urn:uuid:");

  /** "Do not reply." WS-Addressing 1.0 §2.1; the version before has no such address. */
  public static final String NONE = Ns.WSA10 + "/none";

  private final String namespace;
  private final String anonymous;
  private final String idScheme;

  AddressingVersion(String namespace, String anonymous, String idScheme) {
    this.namespace = namespace;
    this.anonymous = anonymous;
    this.idScheme = idScheme;
  }

  public String namespace() {
    return namespace;
  }

  /** "Use the HTTP response." */
  public String anonymous() {
    return anonymous;
  }

  /** What the message ids that we make begin with. */
  public String idScheme() {
    return idScheme;
  }

  /** The version of the first addressing header, or of the one called Action if there is one. */
  public static Optional<AddressingVersion> of(Envelope envelope) {
    return envelope.headers().stream()
        .filter(block -> block.name().local().equals("Action"))
        .flatMap(block -> ofNamespace(block.name().namespace()).stream())
        .findFirst()
        .or(
            () ->
                envelope.headers().stream()
                    .flatMap(block -> ofNamespace(block.name().namespace()).stream())
                    .findFirst());
  }

  private static Optional<AddressingVersion> ofNamespace(String namespace) {
    for (AddressingVersion version : values()) {
      if (version.namespace.equals(namespace)) {
        return Optional.of(version);
      }
    }
    return Optional.empty();
  }

  /**
   * What a message to an endpoint carries in its header. WS-Addressing 1.0 §3.3 marks the blocks
   * that are reference parameters.
   */
  public Stream<XmlElement> headerBlocks(EndpointReference endpoint) {
    return this == AUGUST_2004
        ? endpoint.headerBlocks()
        : endpoint.referenceParameters().stream().map(AddressingVersion::marked);
  }

  private static XmlElement marked(XmlElement parameter) {
    if (parameter.attribute(Ns.WSA10, "IsReferenceParameter").isPresent()) {
      return parameter;
    }
    return parameter.toBuilder()
        .attribute(new XmlAttribute(new XmlName(Ns.WSA10, "IsReferenceParameter"), "wsa", "true"))
        .build();
  }
}
