package org.wellspring.filter.xpath.expr;

import org.jspecify.annotations.Nullable;
import org.wellspring.xml.XmlElement;

/** A namespace in scope at an element. §5.4. Compared by the identity of its element. */
record NamespaceNode(XmlElement owner, String prefix, String uri) {
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NamespaceNode that && owner == that.owner && prefix.equals(that.prefix);
  }

  @Override
  public int hashCode() {
    return 31 * System.identityHashCode(owner) + prefix.hashCode();
  }
}
