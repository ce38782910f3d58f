package org.wellspring.soap;

import java.util.Map;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlOutput;

/**
 * Writes one envelope as text. Header blocks first, then {@link #body}. Not for use by several
 * threads.
 */
public final class EnvelopeWriter {
  private final StringBuilder out = new StringBuilder(1024);
  private final Map<String, String> declared;

  /**
   * @param declared prefix to namespace, declared on the envelope
   */
  public EnvelopeWriter(Map<String, String> declared) {
    this.declared = declared;
    out.append("<s:Envelope");
    declared.forEach(
        (prefix, namespace) -> {
          out.append(" xmlns:").append(prefix).append("=\"");
          XmlOutput.escapeAttribute(out, namespace);
          out.append('"');
        });
    out.append("><s:Header>");
  }

  /** A header block that holds text; its prefix must be a declared one. */
  public EnvelopeWriter header(String qualifiedName, String text) {
    out.append('<').append(qualifiedName).append('>');
    XmlOutput.escapeText(out, text);
    out.append("</").append(qualifiedName).append('>');
    return this;
  }

  public EnvelopeWriter header(XmlElement block) {
    XmlOutput.append(out, block, declared);
    return this;
  }

  /** Ends the header and opens the body. */
  public EnvelopeWriter body() {
    out.append("</s:Header><s:Body>");
    return this;
  }

  public EnvelopeWriter content(XmlElement element) {
    XmlOutput.append(out, element, declared);
    return this;
  }

  /** Markup that was serialised before and declares what it needs. */
  public EnvelopeWriter raw(String markup) {
    out.append(markup);
    return this;
  }

  /** The text so far: the head of a message whose body follows. */
  public String soFar() {
    return out.toString();
  }

  public String end() {
    return out.append("</s:Body></s:Envelope>").toString();
  }
}
