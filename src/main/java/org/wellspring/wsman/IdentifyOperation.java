package org.wellspring.wsman;

import java.util.List;
import org.wellspring.soap.Ns;
import org.wellspring.xml.XmlElement;

/**
 * Identify: who is there and what it speaks. DSP0226 §11. Request and reply carry no addressing
 * headers.
 */
final class IdentifyOperation {
  private static final String PROFILES = "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/";

  /** What the caller may know. */
  enum Disclosure {
    /** Version and security profiles. */
    FULL,
    /** Only that someone is there, as for callers who did not authenticate. */
    MINIMAL
  }

  private final String version;
  private final List<String> profiles;

  /**
   * @param profiles suffixes of the security profiles that clients can use: http/basic, https/basic
   */
  IdentifyOperation(String version, List<String> profiles) {
    this.version = version;
    this.profiles = List.copyOf(profiles);
  }

  XmlElement response(Disclosure disclosure) {
    XmlElement.Builder response = XmlElement.builder(Ns.WSMID, "IdentifyResponse", "wsmid");
    for (Generation generation : Generation.values()) {
      response.child(Ns.WSMID, "ProtocolVersion", "wsmid", generation.namespace());
    }
    response.child(Ns.WSMID, "ProductVendor", "wsmid", "Wellspring");
    if (disclosure == Disclosure.FULL) {
      response.child(Ns.WSMID, "ProductVersion", "wsmid", version);
      if (!profiles.isEmpty()) {
        XmlElement.Builder list = XmlElement.builder(Ns.WSMID, "SecurityProfiles", "wsmid");
        profiles.forEach(
            profile -> list.child(Ns.WSMID, "SecurityProfileName", "wsmid", PROFILES + profile));
        response.add(list.build());
      }
    }
    return response.build();
  }

  /** June 2005 asked a resource named "this" instead. */
  XmlElement june2005() {
    String namespace = Generation.JUNE_2005.namespace() + "/this";
    return XmlElement.builder(namespace, "This", "this")
        .child(namespace, "Vendor", "this", "Wellspring")
        .child(namespace, "Version", "this", version)
        .build();
  }
}
