package org.wellspring.filter.xpath;

import java.util.List;
import java.util.Map;
import org.jaxen.JaxenException;
import org.jaxen.SimpleNamespaceContext;
import org.jaxen.XPathFunctionContext;
import org.wellspring.filter.FilterProblem;
import org.wellspring.xml.XmlElement;

/**
 * Selects a part of a resource's representation. DSP0226 §7.7: an absolute path begins at the
 * representation's root element, a relative one inside it. Paths such as {@code FlowLimit}
 * (DSP0227) name properties without prefix: when XPath's own reading of an expression selects
 * nothing, unprefixed names are read as being in the representation's namespace.
 */
public final class Fragment {
  private static final int MAX_NODES = 200_000;

  private final String expression;
  private final Map<String, String> namespaces;

  private Fragment(String expression, Map<String, String> namespaces) {
    this.expression = expression;
    this.namespaces = namespaces;
  }

  public static Fragment compile(String expression, Map<String, String> namespaces)
      throws FilterProblem {
    ExpressionCheck.check(expression, namespaces);
    return new Fragment(expression, Map.copyOf(namespaces));
  }

  /**
   * Evaluates on a representation.
   *
   * @param root stands in no other tree
   * @return the nodes in document order ({@code XmlElement}, {@code XmlText}, {@code
   *     XmlAttribute}), or one String, Double or Boolean
   */
  public List<?> select(XmlElement root) throws FilterProblem {
    List<?> strict = select(root, new TreeNavigator(MAX_NODES));
    return strict.isEmpty()
        ? select(root, new TreeNavigator(MAX_NODES, root.name().namespace()))
        : strict;
  }

  private List<?> select(XmlElement root, TreeNavigator navigator) throws FilterProblem {
    try {
      TreeXPath xpath = new TreeXPath(expression, navigator);
      xpath.setNamespaceContext(new SimpleNamespaceContext(namespaces));
      xpath.setFunctionContext(new XPathFunctionContext(false));
      Object result = xpath.evaluate(root);
      return result instanceof List<?> nodes ? nodes : List.of(result);
    } catch (JaxenException | TreeNavigator.TooCostly | StackOverflowError e) {
      throw new FilterProblem("'" + expression + "' cannot be evaluated: " + e.getMessage());
    }
  }
}
