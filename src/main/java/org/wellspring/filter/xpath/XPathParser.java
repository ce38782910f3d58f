package org.wellspring.filter.xpath;

import java.util.HashMap;
import java.util.Map;
import org.jaxen.JaxenHandler;
import org.jaxen.saxpath.SAXPathException;
import org.jaxen.saxpath.XPathSyntaxException;
import org.jaxen.saxpath.base.XPathReader;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.xpath.expr.Expr;
import org.wellspring.xml.NamespaceScope;

/** From text to {@link Expr}: Jaxen knows the grammar, the tree is ours. */
final class XPathParser {
  private final Map<String, String> namespaces;
  private final String unprefixed;

  /**
   * @param namespaces by prefix; the empty prefix does not count (§2.3)
   */
  XPathParser(Map<String, String> namespaces) {
    this(namespaces, "");
  }

  /**
   * @param unprefixed the namespace that element names without prefix are in; XPath's own rule is
   *     none
   */
  XPathParser(Map<String, String> namespaces, String unprefixed) {
    this.namespaces = new HashMap<>(namespaces);
    this.namespaces.put("xml", NamespaceScope.XML_NAMESPACE);
    this.namespaces.remove("");
    this.unprefixed = unprefixed;
  }

  /**
   * Parses.
   *
   * @throws FilterProblem saying where it is no XPath 1.0, or which name is not known
   */
  Expr parse(String expression) throws FilterProblem {
    ExpressionCheck check = new ExpressionCheck(expression);
    check.refuseUnbalanced();
    XPathReader reader = new XPathReader();
    JaxenHandler handler = new JaxenHandler();
    reader.setXPathHandler(handler);
    try {
      reader.parse(expression);
      return new ExprBuilder(check, namespaces, unprefixed)
          .build(handler.getXPathExpr(false).getRootExpr());
    } catch (XPathSyntaxException e) {
      throw new FilterProblem(
          "at character " + (e.getPosition() + 1) + " of '" + expression + "': " + e.getMessage());
    } catch (SAXPathException e) {
      throw new FilterProblem("'" + expression + "': " + e.getMessage());
    } catch (StackOverflowError e) { // the parser descends once per nesting level
      throw new FilterProblem("the expression is nested too deeply");
    }
  }
}
