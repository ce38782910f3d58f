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
 * representation's root element, a relative one inside it.
 */
public final class Fragment {
  private static final int MAX_NODES = 200_000;

  private final TreeXPath xpath;
  private final TreeNavigator navigator;

  private Fragment(TreeXPath xpath, TreeNavigator navigator) {
    this.xpath = xpath;
    this.navigator = navigator;
  }

  public static Fragment compile(String expression, Map<String, String> namespaces)
      throws FilterProblem {
    ExpressionCheck.check(expression, namespaces);
    TreeNavigator navigator = new TreeNavigator(MAX_NODES);
    try {
      TreeXPath xpath = new TreeXPath(expression, navigator);
      xpath.setNamespaceContext(new SimpleNamespaceContext(namespaces));
      xpath.setFunctionContext(new XPathFunctionContext(false));
      return new Fragment(xpath, navigator);
    } catch (JaxenException e) {
      throw new FilterProblem("'" + expression + "': " + e.getMessage());
    }
  }

  /**
   * Evaluates on a representation.
   *
   * @param root stands in no other tree
   * @return the nodes in document order ({@code XmlElement}, {@code XmlText}, {@code
   *     XmlAttribute}), or one String, Double or Boolean
   */
  public List<?> select(XmlElement root) throws FilterProblem {
    try {
      navigator.begin();
      Object result = xpath.evaluate(root);
      return result instanceof List<?> nodes ? nodes : List.of(result);
    } catch (JaxenException | TreeNavigator.TooCostly | StackOverflowError e) {
      throw new FilterProblem("'" + xpath + "' cannot be evaluated: " + e.getMessage());
    }
  }
}
