package org.wellspring.soap;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.soap.WireEncoding.Decoded;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlProblem;
import org.wellspring.xml.XmlReader;

/** Octets to {@link Envelope}, refusing what is not one. Safe for use by several threads. */
public final class EnvelopeReader {
  private final XmlReader xml;
  private final Set<SoapVersion> versions;

  /** Reads SOAP 1.2. */
  public EnvelopeReader(XmlLimits limits) {
    this(limits, Set.of(SoapVersion.SOAP_1_2));
  }

  /**
   * @param versions those that are spoken; another one is a VersionMismatch
   */
  public EnvelopeReader(XmlLimits limits, Set<SoapVersion> versions) {
    this.xml = new XmlReader(limits);
    this.versions = Set.copyOf(versions);
  }

  public Envelope read(byte[] octets, String contentType) {
    Decoded decoded = WireEncoding.decode(octets, contentType);
    try {
      return open(xml.read(decoded.text(), decoded.encoding().wireName()), decoded.encoding());
    } catch (XmlProblem problem) {
      boolean encoding = String.valueOf(problem.getMessage()).startsWith("the XML declaration");
      throw new FaultException(
          encoding ? FaultCode.CHARACTER_SET : FaultCode.MALFORMED_ENVELOPE,
          "The message cannot be read: " + problem.getMessage() + ".");
    }
  }

  private Envelope open(XmlElement root, WireEncoding encoding) {
    SoapVersion version = version(root);
    String soap = version.namespace();
    List<XmlElement> parts = root.elements().toList();
    boolean hasHeader = !parts.isEmpty() && parts.get(0).is(soap, "Header");
    List<XmlElement> rest = parts.subList(hasHeader ? 1 : 0, parts.size());
    if (rest.isEmpty() || !rest.get(0).is(soap, "Body")) {
      throw malformed("the envelope has no Body" + (hasHeader ? "" : " (or something before it)"));
    }
    if (rest.size() > 1) {
      throw malformed("after the Body stands " + rest.get(1).name() + ", where nothing may be");
    }
    List<XmlElement> headers = hasHeader ? parts.get(0).elements().toList() : List.of();
    return new Envelope(headers, onlyChild(rest.get(0)), encoding, version);
  }

  private SoapVersion version(XmlElement root) {
    String namespace = root.name().namespace();
    if (!root.name().local().equals("Envelope")) {
      throw malformed("its root element is " + root.name() + ", not a SOAP envelope");
    }
    return SoapVersion.ofNamespace(namespace)
        .filter(versions::contains)
        .orElseThrow(
            () ->
                new FaultException(
                    FaultCode.VERSION_MISMATCH,
                    "Only SOAP "
                        + (versions.size() > 1 ? "1.1 and 1.2 are" : "1.2 is")
                        + " spoken here; the envelope is in namespace "
                        + (namespace.isEmpty() ? "none" : namespace)
                        + "."));
  }

  private static Optional<XmlElement> onlyChild(XmlElement body) {
    List<XmlElement> children = body.elements().toList();
    if (children.size() > 1) {
      throw malformed(
          "the Body holds " + children.size() + " elements, but operations have one or none");
    }
    return children.stream().findFirst();
  }

  private static FaultException malformed(String what) {
    return new FaultException(
        FaultCode.MALFORMED_ENVELOPE, "The message is not a SOAP envelope: " + what + ".");
  }

  /** Whether a header block of a SOAP 1.2 message must be understood by us. */
  public static boolean mustUnderstand(XmlElement block) {
    return SoapVersion.SOAP_1_2.mustUnderstand(block);
  }
}
