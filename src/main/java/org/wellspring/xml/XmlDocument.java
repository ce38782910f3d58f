package org.wellspring.xml;

/** The node above a root element. */
public record XmlDocument(XmlElement root) {
  @Override
  public boolean equals(Object other) {
    return other instanceof XmlDocument that && root == that.root;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(root);
  }
}
