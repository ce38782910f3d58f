package org.wellspring.xml;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An attribute with its expanded name. Namespace declarations are not attributes; see {@link
 * XmlElement#scope()}.
 */
public final class XmlAttribute {
  private final XmlName name;
  private final String prefix;
  private final String value;
  private @Nullable XmlElement owner;

  public XmlAttribute(XmlName name, String prefix, String value) {
    this.name = name;
    this.prefix = prefix;
    this.value = value;
  }

  public XmlName name() {
    return name;
  }

  /** The prefix as written, empty for none. */
  public String prefix() {
    return prefix;
  }

  public String value() {
    return value;
  }

  /** The element that carries this attribute. */
  public Optional<XmlElement> owner() {
    return Optional.ofNullable(owner);
  }

  XmlAttribute ownedBy(XmlElement element) {
    XmlAttribute owned = owner == null ? this : new XmlAttribute(name, prefix, value);
    owned.owner = element;
    return owned;
  }

  @Override
  public String toString() {
    return name + "=" + value;
  }
}
