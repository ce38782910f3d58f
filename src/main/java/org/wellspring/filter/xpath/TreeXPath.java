package org.wellspring.filter.xpath;

import org.jaxen.BaseXPath;
import org.jaxen.JaxenException;

/** An XPath expression over our trees. */
final class TreeXPath extends BaseXPath {
  private static final long serialVersionUID = 1L;

  TreeXPath(String expression, TreeNavigator navigator) throws JaxenException {
    super(expression, navigator);
  }
}
