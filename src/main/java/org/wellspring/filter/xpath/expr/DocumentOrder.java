package org.wellspring.filter.xpath.expr;

import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wellspring.xml.XmlAttribute;
import org.wellspring.xml.XmlDocument;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlNode;

/** Numbers the nodes of a document in document order. §5. Made in one pass, when first needed. */
final class DocumentOrder {
  /** Compared by the identity of the root, for {@code EventView.derived}. */
  record Key(XmlElement root) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that && root == that.root;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(root);
    }
  }

  private final Map<Object, Integer> numbers = new IdentityHashMap<>();
  private int next = 1;

  DocumentOrder(XmlElement root) {
    count(root);
  }

  private void count(XmlElement element) {
    numbers.put(element, next);
    next += 1 + Axis.namespaces(element).size();
    for (XmlAttribute attribute : element.attributes()) {
      numbers.put(attribute, next++);
    }
    for (XmlNode child : element.children()) {
      if (child instanceof XmlElement below) {
        count(below);
      } else {
        numbers.put(child, next++);
      }
    }
  }

  int number(Object node) {
    if (node instanceof XmlDocument) {
      return 0;
    }
    if (node instanceof NamespaceNode namespace) {
      return number(namespace.owner()) + 1 + Axis.namespaces(namespace.owner()).indexOf(namespace);
    }
    return numbers.getOrDefault(node, 0);
  }
}
