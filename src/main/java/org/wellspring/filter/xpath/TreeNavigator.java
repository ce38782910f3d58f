package org.wellspring.filter.xpath;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jaxen.DefaultNavigator;
import org.jaxen.FunctionCallException;
import org.jaxen.NamedAccessNavigator;
import org.jaxen.XPath;
import org.jaxen.saxpath.SAXPathException;
import org.jspecify.annotations.Nullable;
import org.wellspring.xml.XmlAttribute;
import org.wellspring.xml.XmlDocument;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlText;

/**
 * Shows our trees to Jaxen. Counts the nodes visited and stops an evaluation that visits too many,
 * so that no expression can hold the dispatcher. The {@code document()} function and the namespace
 * axis find nothing.
 */
final class TreeNavigator extends DefaultNavigator implements NamedAccessNavigator {
  private static final long serialVersionUID = 1L;

  /** Reading so much text counts as visiting a node. */
  private static final int CHARACTERS_PER_NODE = 1_000;

  private final int maxNodes;
  private final String unprefixed;
  private final transient ThreadLocal<int[]> visited = ThreadLocal.withInitial(() -> new int[1]);

  /** Every name means its namespace, and an unprefixed one means none: XPath's own rule. */
  TreeNavigator(int maxNodes) {
    this(maxNodes, "");
  }

  /**
   * @param unprefixed namespace that unprefixed element names mean; elements in it show no
   *     namespace
   */
  TreeNavigator(int maxNodes, String unprefixed) {
    this.maxNodes = maxNodes;
    this.unprefixed = unprefixed;
  }

  /** Begins the count anew; call before each evaluation. */
  void begin() {
    visited.get()[0] = 0;
  }

  private void count(int nodes) {
    int[] count = visited.get();
    count[0] += nodes;
    if (count[0] > maxNodes) {
      throw new TooCostly(maxNodes);
    }
  }

  private <T> Iterator<T> counted(List<? extends T> nodes) {
    count(nodes.size() + 1);
    return Collections.<T>unmodifiableList(nodes).iterator();
  }

  @Override
  public Iterator<?> getChildAxisIterator(Object node) {
    if (node instanceof XmlElement element) {
      return counted(element.children());
    }
    return node instanceof XmlDocument document
        ? counted(List.of(document.root()))
        : counted(List.of());
  }

  @Override
  public Iterator<?> getChildAxisIterator(
      Object node, String localName, @Nullable String prefix, @Nullable String namespace) {
    String wanted = namespace == null || namespace.isEmpty() ? unprefixed : namespace;
    if (node instanceof XmlElement element) {
      return counted(element.elements(wanted, localName).toList());
    }
    return node instanceof XmlDocument document && document.root().is(wanted, localName)
        ? counted(List.of(document.root()))
        : counted(List.of());
  }

  @Override
  public Iterator<?> getAttributeAxisIterator(Object node) {
    return node instanceof XmlElement element ? counted(element.attributes()) : counted(List.of());
  }

  @Override
  public Iterator<?> getAttributeAxisIterator(
      Object node, String localName, @Nullable String prefix, @Nullable String namespace) {
    if (!(node instanceof XmlElement element)) {
      return counted(List.of());
    }
    String wanted = namespace == null ? "" : namespace;
    return counted(
        element.attributes().stream()
            .filter(a -> a.name().local().equals(localName) && a.name().namespace().equals(wanted))
            .toList());
  }

  @Override
  public Iterator<?> getNamespaceAxisIterator(Object node) {
    return counted(List.of());
  }

  @Override
  public Iterator<?> getParentAxisIterator(Object node) {
    Object parent = getParentNode(node);
    return parent == null ? counted(List.of()) : counted(List.of(parent));
  }

  @Override
  @SuppressWarnings("NullAway") // Jaxen says "no parent" with null
  public @Nullable Object getParentNode(Object node) {
    if (node instanceof XmlElement element) {
      return element.parent().isPresent() ? element.parent().get() : element.document();
    }
    if (node instanceof XmlAttribute attribute) {
      return attribute.owner().orElse(null);
    }
    return node instanceof XmlText text ? text.parent().orElse(null) : null;
  }

  @Override
  public Object getDocumentNode(Object node) {
    Object at = node;
    Object above = getParentNode(at);
    while (above != null) {
      at = above;
      above = getParentNode(at);
    }
    return at;
  }

  @Override
  public Object getDocument(String uri) throws FunctionCallException {
    throw new FunctionCallException("document() is not offered");
  }

  @Override
  public String getElementNamespaceUri(Object element) {
    String namespace = ((XmlElement) element).name().namespace();
    return namespace.equals(unprefixed) ? "" : namespace;
  }

  @Override
  public String getElementName(Object element) {
    return ((XmlElement) element).name().local();
  }

  @Override
  public String getElementQName(Object element) {
    return qualified(((XmlElement) element).prefix(), getElementName(element));
  }

  @Override
  public String getAttributeNamespaceUri(Object attribute) {
    return ((XmlAttribute) attribute).name().namespace();
  }

  @Override
  public String getAttributeName(Object attribute) {
    return ((XmlAttribute) attribute).name().local();
  }

  @Override
  public String getAttributeQName(Object attribute) {
    return qualified(((XmlAttribute) attribute).prefix(), getAttributeName(attribute));
  }

  private static String qualified(String prefix, String local) {
    return prefix.isEmpty() ? local : prefix + ":" + local;
  }

  @Override
  public boolean isDocument(Object node) {
    return node instanceof XmlDocument;
  }

  @Override
  public boolean isElement(Object node) {
    return node instanceof XmlElement;
  }

  @Override
  public boolean isAttribute(Object node) {
    return node instanceof XmlAttribute;
  }

  @Override
  public boolean isText(Object node) {
    return node instanceof XmlText;
  }

  @Override
  public boolean isNamespace(Object node) {
    return false;
  }

  @Override
  public boolean isComment(Object node) {
    return false;
  }

  @Override
  public boolean isProcessingInstruction(Object node) {
    return false;
  }

  @Override
  public String getElementStringValue(Object element) {
    String text = ((XmlElement) element).text();
    count(text.length() / CHARACTERS_PER_NODE);
    return text;
  }

  @Override
  public String getAttributeStringValue(Object attribute) {
    return ((XmlAttribute) attribute).value();
  }

  @Override
  public String getTextStringValue(Object text) {
    return ((XmlText) text).text();
  }

  @Override
  public String getCommentStringValue(Object comment) {
    return "";
  }

  @Override
  public String getNamespaceStringValue(Object namespace) {
    return "";
  }

  @Override
  public String getNamespacePrefix(Object namespace) {
    return "";
  }

  @Override
  public XPath parseXPath(String expression) throws SAXPathException {
    return new TreeXPath(expression, this);
  }

  /** The expression visited more nodes than one evaluation may. */
  static final class TooCostly extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooCostly(int maxNodes) {
      super("more than " + maxNodes + " nodes visited", null, false, false);
    }
  }
}
