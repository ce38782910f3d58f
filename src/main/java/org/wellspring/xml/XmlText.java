package org.wellspring.xml;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run of character data. Adjacent runs and CDATA sections are merged by the reader. */
public final class XmlText implements XmlNode {
  private final String text;
  private @Nullable XmlElement parent;

  public XmlText(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }

  /** The element this text stands in; empty for a text that was never put into one. */
  public Optional<XmlElement> parent() {
    return Optional.ofNullable(parent);
  }

  XmlText adoptedBy(XmlElement owner) {
    XmlText adopted = parent == null ? this : new XmlText(text);
    adopted.parent = owner;
    return adopted;
  }

  @Override
  public String toString() {
    return text;
  }
}
