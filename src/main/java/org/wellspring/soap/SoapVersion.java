package org.wellspring.soap;

import java.util.Optional;
import java.util.Set;
import org.wellspring.xml.XmlElement;

/** The two versions of SOAP, told apart by the namespace of the envelope. */
public enum SoapVersion {
  SOAP_1_1(
      "http://schemas.xmlsoap.org/soap/envelope/",
      "text/xml",
      "actor",
      Set.of("", "http://schemas.xmlsoap.org/soap/actor/next")),
  SOAP_1_2(
      Ns.SOAP,
      "application/soap+xml",
      "role",
      Set.of("", Ns.SOAP + "/role/ultimateReceiver", Ns.SOAP + "/role/next"));

  private final String namespace;
  private final String mediaType;
  private final String roleAttribute;
  private final Set<String> ourRoles;

  SoapVersion(String namespace, String mediaType, String roleAttribute, Set<String> ourRoles) {
    this.namespace = namespace;
    this.mediaType = mediaType;
    this.roleAttribute = roleAttribute;
    this.ourRoles = ourRoles;
  }

  public String namespace() {
    return namespace;
  }

  /** The Content-Type of messages in an encoding. */
  public String contentType(WireEncoding encoding) {
    return mediaType + ";charset=" + encoding.wireName();
  }

  public static Optional<SoapVersion> ofNamespace(String namespace) {
    for (SoapVersion version : values()) {
      if (version.namespace.equals(namespace)) {
        return Optional.of(version);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a header block must be understood by us. SOAP 1.2 part 1 §5.2.3, SOAP 1.1 §4.2; both
   * spellings of true occur.
   */
  public boolean mustUnderstand(XmlElement block) {
    String role = block.attribute(namespace, roleAttribute).orElse("").strip();
    String marked = block.attribute(namespace, "mustUnderstand").orElse("false").strip();
    return ourRoles.contains(role) && (marked.equals("true") || marked.equals("1"));
  }
}
