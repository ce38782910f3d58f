package org.wellspring.filter.xpath;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jaxen.FunctionContext;
import org.jaxen.JaxenException;
import org.jaxen.SimpleNamespaceContext;
import org.jaxen.XPathFunctionContext;
import org.wellspring.filter.Filter;
import org.wellspring.filter.FilterDialect;
import org.wellspring.filter.FilterProblem;
import org.wellspring.model.FilterSpec;

/**
 * XPath 1.0. The document is the event, its root element the event's root, and the context node the
 * document node: so {@code /p:Usage[@Volume > 3]}, {@code //p:Usage} and {@code p:Usage/@Volume} do
 * what one expects. DSP0226 §7.2.2.
 */
public final class XPathDialect implements FilterDialect {
  public static final String URI = "http://www.w3.org/TR/1999/REC-xpath-19991116";

  /**
   * openwsman's name for XPath with the event's body as the root, which is what we do under
   * WS-Management anyhow.
   */
  private static final String EVENT_ROOT =
      "http://schemas.dmtf.org/wbem/wsman/1/wsman/filter/eventRootXPath";

  private final int maxLength;
  private final int maxNodes;

  /** One for all expressions: it holds a map of 27 functions, and nobody changes it. */
  private final FunctionContext functions = new XPathFunctionContext(false);

  /**
   * @param maxLength characters of an expression, setting subscription.max-filter-length
   * @param maxNodes nodes that one evaluation may visit
   */
  public XPathDialect(int maxLength, int maxNodes) {
    this.maxLength = maxLength;
    this.maxNodes = maxNodes;
  }

  @Override
  public Set<String> uris() {
    return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(URI, EVENT_ROOT)));
  }

  @Override
  public Filter compile(FilterSpec spec, Map<String, String> fallbackPrefixes)
      throws FilterProblem {
    String expression = spec.text();
    if (expression.isEmpty()) {
      throw new FilterProblem("the filter holds no XPath expression");
    }
    if (expression.length() > maxLength) {
      throw new FilterProblem(
          "the expression has "
              + expression.length()
              + " characters; "
              + maxLength
              + " are allowed (setting subscription.max-filter-length)");
    }
    Map<String, String> namespaces = new HashMap<>(fallbackPrefixes);
    namespaces.putAll(spec.namespaces());
    namespaces.remove("");
    ExpressionCheck.check(expression, namespaces);
    return compiled(expression, namespaces);
  }

  private Filter compiled(String expression, Map<String, String> namespaces) throws FilterProblem {
    TreeNavigator navigator = new TreeNavigator(maxNodes);
    try {
      TreeXPath xpath = new TreeXPath(expression, navigator);
      xpath.setNamespaceContext(new SimpleNamespaceContext(namespaces));
      xpath.setFunctionContext(functions);
      return new XPathFilter(xpath, navigator);
    } catch (JaxenException e) {
      throw new FilterProblem("'" + expression + "': " + e.getMessage());
    } catch (StackOverflowError e) { // simplifying descends deeper than parsing
      throw new FilterProblem("the expression is nested too deeply");
    }
  }
}
