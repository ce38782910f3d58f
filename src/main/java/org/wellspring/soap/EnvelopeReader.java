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
  private static final Set<String> ROLES =
      Set.of("", Ns.SOAP + "/role/ultimateReceiver", Ns.SOAP + "/role/next");

  private final XmlReader xml;

  public EnvelopeReader(XmlLimits limits) {
    this.xml = new XmlReader(limits);
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

  private static Envelope open(XmlElement root, WireEncoding encoding) {
    if (!root.is(Ns.SOAP, "Envelope")) {
      if (root.name().local().equals("Envelope")) {
        throw new FaultException(
            FaultCode.VERSION_MISMATCH,
            "Only SOAP 1.2 is spoken here; the envelope is in namespace "
                + (root.name().namespace().isEmpty() ? "none" : root.name().namespace())
                + ".");
      }
      throw malformed("its root element is " + root.name() + ", not a SOAP envelope");
    }
    List<XmlElement> parts = root.elements().toList();
    boolean hasHeader = !parts.isEmpty() && parts.get(0).is(Ns.SOAP, "Header");
    List<XmlElement> rest = parts.subList(hasHeader ? 1 : 0, parts.size());
    if (rest.isEmpty() || !rest.get(0).is(Ns.SOAP, "Body")) {
      throw malformed("the envelope has no Body" + (hasHeader ? "" : " (or something before it)"));
    }
    if (rest.size() > 1) {
      throw malformed("after the Body stands " + rest.get(1).name() + ", where nothing may be");
    }
    List<XmlElement> headers = hasHeader ? parts.get(0).elements().toList() : List.of();
    return new Envelope(headers, onlyChild(rest.get(0)), encoding);
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

  /**
   * Whether a header block must be understood by us. SOAP 1.2 part 1 §5.2.3; both spellings of true
   * occur.
   */
  public static boolean mustUnderstand(XmlElement block) {
    String role = block.attribute(Ns.SOAP, "role").orElse("").strip();
    String marked = block.attribute(Ns.SOAP, "mustUnderstand").orElse("false").strip();
    return ROLES.contains(role) && (marked.equals("true") || marked.equals("1"));
  }
}
