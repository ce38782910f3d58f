package org.wellspring.filter.xpath;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wellspring.filter.Filter;
import org.wellspring.filter.FilterDialect;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.xpath.expr.Expr;
import org.wellspring.model.FilterSpec;

/**
 * XPath 1.0, REC-xpath-19991116: all of it. The result is read as a boolean by XPath's own rule
 * (§4.3): a node-set passes when it holds a node, a number when it is neither 0 nor NaN, a string
 * when it is not empty.
 *
 * <p>Under WS-Management ({@link #overEvent}) the document is the event, its root element the
 * event's root, and the context node the document node: so {@code /p:Usage[@Volume > 3]}, {@code
 * //p:Usage} and {@code p:Usage/@Volume} do what one expects. DSP0226 §7.2.2. Under plain
 * WS-Eventing 2004/08 and W3C's WS-Eventing ({@link #overEnvelope}) the document is the whole
 * notification envelope, and the context node its root element. Two subsets for small devices
 * ({@link #level1}, {@link #level2}) are held to what they promise: DSP0226 Annexes D.1, D.2.
 */
public final class XPathDialect implements FilterDialect {
  public static final String URI = "http://www.w3.org/TR/1999/REC-xpath-19991116";

  /** The default of W3C's WS-Eventing of 2011. */
  public static final String W3C_URI = "http://www.w3.org/2011/03/ws-evt/Dialects/XPath10";

  /** The specification gives the subsets no URI of their own: these are ours. */
  public static final String LEVEL_1_URI = "urn:wellspring:filter:xpath-level-1";

  public static final String LEVEL_2_URI = "urn:wellspring:filter:xpath-level-2";

  /**
   * openwsman's name for XPath with the event's body as the root, which is what we do under
   * WS-Management anyhow.
   */
  private static final String EVENT_ROOT =
      "http://schemas.dmtf.org/wbem/wsman/1/wsman/filter/eventRootXPath";

  private final Set<String> uris;
  private final XPathLimits limits;
  private final XPathContext context;
  private final XPathSubset subset;

  private XPathDialect(
      List<String> uris, XPathLimits limits, XPathContext context, XPathSubset subset) {
    this.uris = Collections.unmodifiableSet(new LinkedHashSet<>(uris));
    this.limits = limits;
    this.context = context;
    this.subset = subset;
  }

  /** XPath under WS-Management. */
  public static XPathDialect overEvent(XPathLimits limits) {
    return new XPathDialect(List.of(URI, EVENT_ROOT), limits, XPathContext.EVENT, XPathSubset.ALL);
  }

  /** Paths with one simple predicate each. */
  public static XPathDialect level1(XPathLimits limits) {
    return new XPathDialect(List.of(LEVEL_1_URI), limits, XPathContext.EVENT, XPathSubset.LEVEL_1);
  }

  /** Level 1, and conditions. */
  public static XPathDialect level2(XPathLimits limits) {
    return new XPathDialect(List.of(LEVEL_2_URI), limits, XPathContext.EVENT, XPathSubset.LEVEL_2);
  }

  /**
   * XPath over the notification's envelope.
   *
   * @param uri under which the front door asks for it: {@link #W3C_URI}, or a name of its own where
   *     {@link #URI} means the envelope, as in plain WS-Eventing 2004/08
   * @param form the envelope; one instance for all filters of that front door
   */
  public static XPathDialect overEnvelope(String uri, XPathLimits limits, EnvelopeForm form) {
    return new XPathDialect(List.of(uri), limits, new XPathContext(form), XPathSubset.ALL);
  }

  @Override
  public Set<String> uris() {
    return uris;
  }

  @Override
  public Filter compile(FilterSpec spec, Map<String, String> fallbackPrefixes)
      throws FilterProblem {
    String expression = spec.text();
    if (expression.isEmpty()) {
      throw new FilterProblem("the filter holds no XPath expression");
    }
    if (expression.length() > limits.maxLength()) {
      throw new FilterProblem(
          "the expression has "
              + expression.length()
              + " characters; "
              + limits.maxLength()
              + " are allowed (setting subscription.max-filter-length)");
    }
    Map<String, String> namespaces = new HashMap<>(fallbackPrefixes);
    namespaces.putAll(spec.namespaces());
    Expr expr = new XPathParser(namespaces).parse(expression);
    subset.check(expr);
    return Filter.of(new Lowering(context, limits).lower(expr));
  }
}
