package org.wellspring.filter.xpath.expr;

import org.wellspring.xml.XmlAttribute;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlName;
import org.wellspring.xml.XmlText;

/** Which nodes of an axis are taken. §2.3. */
public sealed interface NodeTest {
  /** Whether a node is taken on an axis, whose principal type of node decides what names mean. */
  boolean accepts(Axis axis, Object node);

  /** {@code p:name}, or {@code name} for no namespace. */
  record Name(XmlName name) implements NodeTest {
    @Override
    public boolean accepts(Axis axis, Object node) {
      return switch (axis) {
        case ATTRIBUTE -> node instanceof XmlAttribute attribute && attribute.name().equals(name);
        case NAMESPACE ->
            node instanceof NamespaceNode namespace
                && name.namespace().isEmpty()
                && namespace.prefix().equals(name.local());
        default -> node instanceof XmlElement element && element.name().equals(name);
      };
    }
  }

  /** {@code p:*}. */
  record InNamespace(String namespace) implements NodeTest {
    @Override
    public boolean accepts(Axis axis, Object node) {
      return switch (axis) {
        case ATTRIBUTE ->
            node instanceof XmlAttribute attribute
                && attribute.name().namespace().equals(namespace);
        case NAMESPACE -> false;
        default ->
            node instanceof XmlElement element && element.name().namespace().equals(namespace);
      };
    }
  }

  /** The tests that have no name. */
  enum Kind implements NodeTest {
    /** {@code *}. */
    ANY_NAME {
      @Override
      public boolean accepts(Axis axis, Object node) {
        return switch (axis) {
          case ATTRIBUTE -> node instanceof XmlAttribute;
          case NAMESPACE -> node instanceof NamespaceNode;
          default -> node instanceof XmlElement;
        };
      }
    },
    /** {@code node()}. */
    NODE {
      @Override
      public boolean accepts(Axis axis, Object node) {
        return true;
      }
    },
    /** {@code text()}. */
    TEXT {
      @Override
      public boolean accepts(Axis axis, Object node) {
        return node instanceof XmlText;
      }
    },
    /** {@code comment()} and {@code processing-instruction()}: events have none. */
    NOTHING {
      @Override
      public boolean accepts(Axis axis, Object node) {
        return false;
      }
    }
  }
}
