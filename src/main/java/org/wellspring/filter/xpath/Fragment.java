package org.wellspring.filter.xpath;

import java.util.List;
import java.util.Map;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.predicate.CannotEvaluate;
import org.wellspring.filter.predicate.EventView;
import org.wellspring.filter.xpath.expr.Evaluation;
import org.wellspring.filter.xpath.expr.Expr;
import org.wellspring.filter.xpath.expr.NodeSet;
import org.wellspring.xml.XmlAttribute;
import org.wellspring.xml.XmlDocument;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlNode;

/**
 * Selects a part of a resource's representation. DSP0226 §7.7: an absolute path begins at the
 * representation's root element, a relative one inside it. Paths such as {@code FlowLimit}
 * (DSP0227) name properties without prefix: when XPath's own reading of an expression selects
 * nothing, unprefixed names are read as being in the representation's namespace.
 */
public final class Fragment {
  private static final XPathLimits LIMITS = XPathLimits.untimed(Integer.MAX_VALUE, 200_000);

  private final String expression;
  private final Map<String, String> namespaces;
  private final Expr strict;

  private Fragment(String expression, Map<String, String> namespaces, Expr strict) {
    this.expression = expression;
    this.namespaces = namespaces;
    this.strict = strict;
  }

  public static Fragment compile(String expression, Map<String, String> namespaces)
      throws FilterProblem {
    Expr strict = new XPathParser(namespaces).parse(expression);
    return new Fragment(expression, Map.copyOf(namespaces), strict);
  }

  /**
   * Evaluates on a representation.
   *
   * @param root stands in no other tree
   * @return the nodes in document order ({@code XmlElement}, {@code XmlText}, {@code XmlAttribute},
   *     {@code XmlDocument}), or one String, Double or Boolean
   */
  public List<?> select(XmlElement root) throws FilterProblem {
    List<?> found = select(strict, root);
    if (!found.isEmpty() || root.name().namespace().isEmpty()) {
      return found;
    }
    return select(new XPathParser(namespaces, root.name().namespace()).parse(expression), root);
  }

  private List<?> select(Expr expr, XmlElement root) throws FilterProblem {
    try {
      Evaluation evaluation = new Evaluation(EventView.of(root), root, LIMITS);
      Object result = expr.value(evaluation.focusOn(root));
      return result instanceof NodeSet nodes
          ? nodes.nodes().stream().filter(Fragment::isPart).toList()
          : List.of(result);
    } catch (CannotEvaluate | StackOverflowError e) {
      throw new FilterProblem("'" + expression + "' cannot be evaluated: " + e.getMessage());
    }
  }

  /** A namespace is in scope at a part, but is none. */
  private static boolean isPart(Object node) {
    return node instanceof XmlNode || node instanceof XmlAttribute || node instanceof XmlDocument;
  }
}
