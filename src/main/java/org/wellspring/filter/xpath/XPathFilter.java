package org.wellspring.filter.xpath;

import org.jaxen.JaxenException;
import org.wellspring.filter.Filter;
import org.wellspring.filter.Verdict;
import org.wellspring.xml.XmlElement;

/** A compiled XPath expression, read as a boolean by XPath's own rule (§4.3). */
final class XPathFilter implements Filter {
  private final TreeXPath xpath;
  private final TreeNavigator navigator;

  XPathFilter(TreeXPath xpath, TreeNavigator navigator) {
    this.xpath = xpath;
    this.navigator = navigator;
  }

  @Override
  public Verdict test(XmlElement root) {
    try {
      navigator.begin();
      return xpath.booleanValueOf(root.document()) ? Verdict.YES : Verdict.NO;
    } catch (JaxenException
        | RuntimeException e) { // whatever it is, it must not stop the dispatcher
      return Verdict.BROKEN;
    } catch (StackOverflowError e) { // evaluation descends with the expression
      return Verdict.BROKEN;
    }
  }

  @Override
  public String toString() {
    return xpath.toString();
  }
}
