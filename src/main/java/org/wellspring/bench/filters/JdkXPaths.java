package org.wellspring.bench.filters;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.xml.namespace.NamespaceContext;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpression;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.wellspring.model.Event;
import org.xml.sax.SAXException;

/**
 * The usual way: a DOM per event, and each subscriber's expression, compiled once, evaluated on it
 * by the JDK.
 */
public final class JdkXPaths {
  private final List<XPathExpression> expressions = new ArrayList<>();
  private final DocumentBuilder builder;

  /**
   * @param count how many filters
   */
  public JdkXPaths(int count) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      builder = factory.newDocumentBuilder();
      XPath xpath = XPathFactory.newInstance().newXPath();
      xpath.setNamespaceContext(new BenchPrefix());
      for (int i = 0; i < count; i++) {
        expressions.add(xpath.compile(FilterMix.xpath(i)));
      }
    } catch (ParserConfigurationException | XPathExpressionException e) {
      throw new IOException(e);
    }
  }

  /** How many filters match an event. */
  public int match(Event event) throws IOException {
    try {
      Document document = builder.parse(new ByteArrayInputStream(event.xml().unsafeArray()));
      int found = 0;
      for (XPathExpression expression : expressions) {
        if ((boolean) expression.evaluate(document, XPathConstants.BOOLEAN)) {
          found++;
        }
      }
      return found;
    } catch (SAXException | XPathExpressionException e) {
      throw new IOException(e);
    }
  }

  private static final class BenchPrefix implements NamespaceContext {
    @Override
    public String getNamespaceURI(String prefix) {
      return prefix.equals("b") ? "urn:wellspring:bench:event" : "";
    }

    @Override
    public String getPrefix(String uri) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Iterator<String> getPrefixes(String uri) {
      throw new UnsupportedOperationException();
    }
  }
}
