package org.wellspring.filter.xpath.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wellspring.xml.NamespaceScope;
import org.wellspring.xml.XmlAttribute;
import org.wellspring.xml.XmlDocument;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlNode;
import org.wellspring.xml.XmlText;

/** The thirteen axes. §2.2. */
public enum Axis {
  CHILD {
    @Override
    void walk(Object node, Walk walk) {
      if (node instanceof XmlDocument document) {
        walk.see(document.root());
      } else if (node instanceof XmlElement element) {
        element.children().forEach(walk::see);
      }
    }

    @Override
    boolean keepsFlat() {
      return true;
    }
  },
  DESCENDANT {
    @Override
    void walk(Object node, Walk walk) {
      if (node instanceof XmlDocument document) {
        walk.see(document.root());
        below(document.root(), walk);
      } else if (node instanceof XmlElement element) {
        below(element, walk);
      }
    }
  },
  DESCENDANT_OR_SELF {
    @Override
    void walk(Object node, Walk walk) {
      walk.see(node);
      DESCENDANT.walk(node, walk);
    }
  },
  PARENT {
    @Override
    void walk(Object node, Walk walk) {
      Object parent = parent(node);
      if (parent != null) {
        walk.see(parent);
      }
    }
  },
  ANCESTOR {
    @Override
    void walk(Object node, Walk walk) {
      for (Object at = parent(node); at != null; at = parent(at)) {
        walk.see(at);
      }
    }

    @Override
    boolean isReverse() {
      return true;
    }
  },
  ANCESTOR_OR_SELF {
    @Override
    void walk(Object node, Walk walk) {
      walk.see(node);
      ANCESTOR.walk(node, walk);
    }

    @Override
    boolean isReverse() {
      return true;
    }
  },
  FOLLOWING_SIBLING {
    @Override
    void walk(Object node, Walk walk) {
      List<XmlNode> siblings = siblings(node);
      for (int i = place(siblings, node, walk) + 1; i < siblings.size(); i++) {
        walk.see(siblings.get(i));
      }
    }
  },
  PRECEDING_SIBLING {
    @Override
    void walk(Object node, Walk walk) {
      List<XmlNode> siblings = siblings(node);
      for (int i = place(siblings, node, walk) - 1; i >= 0; i--) {
        walk.see(siblings.get(i));
      }
    }

    @Override
    boolean isReverse() {
      return true;
    }
  },
  FOLLOWING {
    @Override
    void walk(Object node, Walk walk) {
      Object at = node;
      if (isAttached(node)) { // what is below its element comes after an attribute
        XmlElement owner = (XmlElement) owner(node);
        below(owner, walk);
        at = owner;
      }
      for (; at != null; at = parent(at)) {
        List<XmlNode> siblings = siblings(at);
        for (int i = place(siblings, at, walk) + 1; i < siblings.size(); i++) {
          DESCENDANT_OR_SELF.walk(siblings.get(i), walk);
        }
      }
    }
  },
  PRECEDING {
    @Override
    void walk(Object node, Walk walk) {
      Object at = isAttached(node) ? owner(node) : node;
      for (; at != null; at = parent(at)) {
        List<XmlNode> siblings = siblings(at);
        for (int i = place(siblings, at, walk) - 1; i >= 0; i--) {
          backwards(siblings.get(i), walk);
        }
      }
    }

    @Override
    boolean isReverse() {
      return true;
    }
  },
  ATTRIBUTE {
    @Override
    void walk(Object node, Walk walk) {
      if (node instanceof XmlElement element) {
        element.attributes().forEach(walk::see);
      }
    }

    @Override
    boolean keepsFlat() {
      return true;
    }

    @Override
    boolean keepsOrder() {
      return true;
    }
  },
  NAMESPACE {
    @Override
    void walk(Object node, Walk walk) {
      if (node instanceof XmlElement element) {
        namespaces(element).forEach(walk::see);
      }
    }

    @Override
    boolean keepsFlat() {
      return true;
    }

    @Override
    boolean keepsOrder() {
      return true;
    }
  },
  SELF {
    @Override
    void walk(Object node, Walk walk) {
      walk.see(node);
    }

    @Override
    boolean keepsFlat() {
      return true;
    }

    @Override
    boolean keepsOrder() {
      return true;
    }
  };

  /** Is shown the nodes of an axis. */
  interface Walk {
    void see(Object node);

    /** Counts nodes that were passed over on the way. */
    void pass(int nodes);
  }

  /** Shows the nodes of the axis, nearest first. */
  abstract void walk(Object node, Walk walk);

  /** Whether nearer nodes come later in the document. */
  boolean isReverse() {
    return false;
  }

  /**
   * Whether, when none of the context nodes is within another, none of the results is, and they are
   * in order.
   */
  boolean keepsFlat() {
    return false;
  }

  /** Whether results of context nodes in order are in order, however these stand to each other. */
  boolean keepsOrder() {
    return false;
  }

  private static void below(XmlElement element, Walk walk) {
    for (XmlNode child : element.children()) {
      walk.see(child);
      if (child instanceof XmlElement inner) {
        below(inner, walk);
      }
    }
  }

  private static void backwards(XmlNode node, Walk walk) {
    if (node instanceof XmlElement element) {
      List<XmlNode> children = element.children();
      for (int i = children.size() - 1; i >= 0; i--) {
        backwards(children.get(i), walk);
      }
    }
    walk.see(node);
  }

  /** Null for the document. */
  static @Nullable Object parent(Object node) {
    if (node instanceof XmlElement element) {
      return element.parent().isPresent() ? element.parent().get() : element.document();
    }
    if (node instanceof XmlText text) {
      return text.parent().orElse(null);
    }
    return isAttached(node) ? owner(node) : null;
  }

  /** Attributes and namespaces have a parent but are not its children. */
  private static boolean isAttached(Object node) {
    return node instanceof XmlAttribute || node instanceof NamespaceNode;
  }

  private static Object owner(Object node) {
    return node instanceof NamespaceNode namespace
        ? namespace.owner()
        : ((XmlAttribute) node).owner().orElseThrow();
  }

  private static List<XmlNode> siblings(Object node) {
    if (node instanceof XmlElement element) {
      return element.parent().map(XmlElement::children).orElse(List.of());
    }
    return node instanceof XmlText text
        ? text.parent().map(XmlElement::children).orElse(List.of())
        : List.of();
  }

  private static int place(List<XmlNode> siblings, Object node, Walk walk) {
    for (int i = 0; i < siblings.size(); i++) {
      if (siblings.get(i) == node) {
        walk.pass(i);
        return i;
      }
    }
    return -1;
  }

  /** Namespaces in scope, {@code xml} first, then by prefix: the order is ours to choose. §5.4. */
  static List<NamespaceNode> namespaces(XmlElement element) {
    List<NamespaceNode> all = new ArrayList<>();
    all.add(new NamespaceNode(element, "xml", NamespaceScope.XML_NAMESPACE));
    new TreeMap<>(element.scope().bindings())
        .forEach(
            (prefix, uri) -> {
              if (!uri.isEmpty()) {
                all.add(new NamespaceNode(element, prefix, uri));
              }
            });
    return all;
  }
}
