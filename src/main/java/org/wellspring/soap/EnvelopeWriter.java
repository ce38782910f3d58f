package org.wellspring.soap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wellspring.model.Bytes;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlOutput;

/**
 * Writes one envelope. Header blocks first, then {@link #body}. Markup that is there in octets is
 * taken as it is, and becomes text only where the envelope has to. Not for use by several threads.
 */
public final class EnvelopeWriter {
  private final StringBuilder out = new StringBuilder(1024);

  /** What came before {@code out}, in UTF-8. */
  private final List<Bytes> finished = new ArrayList<>();

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

  /**
   * Markup that was serialised before and declares what it needs.
   *
   * @param utf8 shared, not copied before the end
   */
  public EnvelopeWriter raw(Bytes utf8) {
    finished.add(Bytes.utf8(out.toString()));
    out.setLength(0);
    finished.add(utf8);
    return this;
  }

  /** The text so far: the head of a message whose body follows. */
  public String soFar() {
    return finished.isEmpty() ? out.toString() : octets().utf8();
  }

  public String end() {
    out.append("</s:Body></s:Envelope>");
    return soFar();
  }

  /** The whole message as it goes out. */
  public Bytes end(WireEncoding encoding) {
    if (finished.isEmpty() || encoding != WireEncoding.UTF_8) {
      return encoding.encode(end());
    }
    out.append("</s:Body></s:Envelope>");
    return octets();
  }

  private Bytes octets() {
    List<Bytes> all = new ArrayList<>(finished);
    all.add(Bytes.utf8(out.toString()));
    return Bytes.concat(all);
  }
}
