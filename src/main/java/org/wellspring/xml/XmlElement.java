package org.wellspring.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An element of an immutable XML tree, with the namespaces in scope at it, so that QNames in
 * content can be resolved wherever the element ends up.
 *
 * <p>An element knows its parent (XPath needs it). Adding an element that already stands in a tree
 * to another one copies it.
 */
public final class XmlElement implements XmlNode {
  private final XmlName name;
  private final String prefix;
  private final NamespaceScope scope;
  private final List<XmlAttribute> attributes;
  private final List<XmlNode> children;
  private @Nullable XmlElement parent;
  private @Nullable XmlDocument document;

  private XmlElement(Builder from) {
    this.name = from.name;
    this.prefix = from.prefix;
    this.scope = from.scope;
    this.attributes = from.attributes.stream().map(a -> a.ownedBy(this)).toList();
    this.children = from.children.stream().map(this::adopt).toList();
  }

  private XmlNode adopt(XmlNode child) {
    if (child instanceof XmlElement element) {
      XmlElement adopted = element.parent == null ? element : element.toBuilder().build();
      adopted.parent = this;
      return adopted;
    }
    return ((XmlText) child).adoptedBy(this);
  }

  public static Builder builder(String namespace, String local, String prefix) {
    return new Builder(new XmlName(namespace, local), prefix);
  }

  /** An element that holds only text. */
  public static XmlElement ofText(String namespace, String local, String prefix, String text) {
    return builder(namespace, local, prefix).text(text).build();
  }

  public XmlName name() {
    return name;
  }

  /** The prefix as written, empty for none. */
  public String prefix() {
    return prefix;
  }

  /** Namespaces in scope at this element, its own declarations included. */
  public NamespaceScope scope() {
    return scope;
  }

  public List<XmlAttribute> attributes() {
    return attributes;
  }

  public List<XmlNode> children() {
    return children;
  }

  public Optional<XmlElement> parent() {
    return Optional.ofNullable(parent);
  }

  /** The document node above this root element: XPath's root node. Call on a root only. */
  public XmlDocument document() {
    XmlDocument known = document;
    if (known == null) { // threads that race here make equal documents; either will do
      known = new XmlDocument(this);
      document = known;
    }
    return known;
  }

  /** This element as the root of a tree of its own: itself if it stands in none, else a copy. */
  public XmlElement asRoot() {
    return parent == null ? this : toBuilder().build();
  }

  public boolean is(String namespace, String local) {
    return name.local().equals(local) && name.namespace().equals(namespace);
  }

  public Stream<XmlElement> elements() {
    return children.stream().filter(XmlElement.class::isInstance).map(XmlElement.class::cast);
  }

  public Stream<XmlElement> elements(String namespace, String local) {
    return elements().filter(child -> child.is(namespace, local));
  }

  /** The first child element of that name. */
  public Optional<XmlElement> child(String namespace, String local) {
    return elements(namespace, local).findFirst();
  }

  /**
   * The trimmed text of the first child element of that name: URIs, numbers and durations arrive
   * padded with line breaks.
   */
  public Optional<String> childText(String namespace, String local) {
    return child(namespace, local).map(XmlElement::trimmedText);
  }

  public Optional<XmlElement> firstElement() {
    return elements().findFirst();
  }

  /** The value of an attribute in no namespace. */
  public Optional<String> attribute(String local) {
    return attribute("", local);
  }

  public Optional<String> attribute(String namespace, String local) {
    return attributes.stream()
        .filter(a -> a.name().local().equals(local) && a.name().namespace().equals(namespace))
        .map(XmlAttribute::value)
        .findFirst();
  }

  @Override
  public String text() {
    if (children.size() == 1 && children.get(0) instanceof XmlText only) {
      return only.text();
    }
    StringBuilder all = new StringBuilder();
    appendTo(all);
    return all.toString();
  }

  /** One buffer for the whole tree: else deep trees would copy their text once per level. */
  private void appendTo(StringBuilder all) {
    for (XmlNode child : children) {
      if (child instanceof XmlElement element) {
        element.appendTo(all);
      } else {
        all.append(child.text());
      }
    }
  }

  public String trimmedText() {
    return text().strip();
  }

  /** A builder that starts as a copy of this element. */
  public Builder toBuilder() {
    Builder copy = new Builder(name, prefix);
    copy.scope = scope;
    copy.attributes.addAll(attributes);
    copy.children.addAll(children);
    return copy;
  }

  /** Serialised without XML declaration, self-contained: every prefix it uses is declared on it. */
  @Override
  public String toString() {
    return XmlOutput.toString(this);
  }

  /** Collects an element. Not for use by several threads. */
  public static final class Builder {
    private final XmlName name;
    private final String prefix;
    private NamespaceScope scope = NamespaceScope.EMPTY;
    private final List<XmlAttribute> attributes = new ArrayList<>();
    private final List<XmlNode> children = new ArrayList<>();

    private Builder(XmlName name, String prefix) {
      this.name = name;
      this.prefix = prefix;
    }

    /** Binds prefixes that the content needs, as QNames in text do. */
    public Builder declare(Map<String, String> byPrefix) {
      scope = scope.with(byPrefix);
      return this;
    }

    Builder scope(NamespaceScope inScope) {
      scope = inScope;
      return this;
    }

    public Builder attribute(String local, String value) {
      return attribute(new XmlAttribute(XmlName.local(local), "", value));
    }

    public Builder attribute(XmlAttribute attribute) {
      attributes.add(attribute);
      return this;
    }

    /** Adds text; an empty string adds nothing. */
    public Builder text(String text) {
      if (!text.isEmpty()) {
        children.add(new XmlText(text));
      }
      return this;
    }

    public Builder add(XmlNode child) {
      children.add(child);
      return this;
    }

    public Builder addAll(Iterable<? extends XmlNode> nodes) {
      nodes.forEach(children::add);
      return this;
    }

    public Builder child(String namespace, String local, String prefix, String text) {
      return add(ofText(namespace, local, prefix, text));
    }

    /** Gives an attribute another value, in its place. */
    public Builder replaceAttribute(XmlAttribute attribute, String value) {
      attributes.replaceAll(
          a ->
              a.name().equals(attribute.name())
                  ? new XmlAttribute(a.name(), a.prefix(), value)
                  : a);
      return this;
    }

    /** Takes all children away, to put others in their place. */
    public Builder clearChildren() {
      children.clear();
      return this;
    }

    /** Takes all attributes away. */
    public Builder clearAttributes() {
      attributes.clear();
      return this;
    }

    public XmlElement build() {
      return new XmlElement(this);
    }
  }
}
