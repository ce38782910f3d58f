package org.wellspring.testing.conversation;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.wellspring.soap.Ns;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xmlunit.builder.DiffBuilder;
import org.xmlunit.builder.Input;
import org.xmlunit.diff.Diff;
import org.xmlunit.placeholder.PlaceholderDifferenceEvaluator;

/** Messages as DOM trees, for comparing and for golden files. */
public final class WireXml {
  /** Stands for what differs from run to run: message ids, enumeration contexts. */
  public static final String ANY_UUID = "${xmlunit.matchesRegex(uuid:.+)}";

  /** The same in WS-Addressing 1.0. */
  public static final String ANY_URN = "${xmlunit.matchesRegex(urn:uuid:.+)}";

  private WireXml() {}

  public static Document parse(String xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(new InputSource(new StringReader(xml)));
    } catch (ParserConfigurationException | SAXException | java.io.IOException e) {
      throw new AssertionError("not XML: " + e.getMessage() + "\n" + xml, e);
    }
  }

  /** Describes the first differences; empty when both say the same. */
  public static Optional<String> difference(String golden, String actual) {
    Diff diff =
        DiffBuilder.compare(Input.fromDocument(resolved(golden)))
            .withTest(Input.fromDocument(resolved(actual)))
            .ignoreWhitespace()
            .ignoreComments()
            .checkForSimilar()
            .withDifferenceEvaluator(
                org.xmlunit.diff.DifferenceEvaluators.chain(
                    org.xmlunit.diff.DifferenceEvaluators.Default,
                    new PlaceholderDifferenceEvaluator()))
            .build();
    return diff.hasDifferences() ? Optional.of(diff.fullDescription()) : Optional.empty();
  }

  /** With QNames in text written out, so that they are compared as names and not as prefixes. */
  private static Document resolved(String xml) {
    Document document = parse(xml);
    for (Element element : elements(document, "*", "*")) {
      String local = element.getLocalName();
      boolean soap = Ns.SOAP.equals(element.getNamespaceURI());
      boolean faultCode = local.equals("faultcode") && element.getNamespaceURI() == null;
      if ((soap && local.equals("Value")) || local.equals("ProblemHeaderQName") || faultCode) {
        element.setTextContent(qname(element, element.getTextContent()));
      }
      if (soap && element.hasAttribute("qname")) {
        element.setAttribute("qname", qname(element, element.getAttribute("qname")));
      }
    }
    return document;
  }

  /** {@code {namespace}local} of a QName in the scope of an element. */
  public static String qname(Element scope, String text) {
    String name = text.strip();
    int colon = name.indexOf(':');
    String prefix = colon < 0 ? null : name.substring(0, colon);
    String namespace = scope.lookupNamespaceURI(prefix);
    if (prefix != null && namespace == null) {
      throw new AssertionError("the prefix of the QName " + name + " is not bound");
    }
    return "{" + (namespace == null ? "" : namespace) + "}" + name.substring(colon + 1);
  }

  public static List<Element> elements(Document document, String namespace, String local) {
    var nodes = document.getElementsByTagNameNS(namespace, local);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  public static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node at = parent.getFirstChild(); at != null; at = at.getNextSibling()) {
      if (at instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  public static Optional<Element> first(Document document, String namespace, String local) {
    return elements(document, namespace, local).stream().findFirst();
  }

  /** The text of the first such element, stripped; empty when there is none. */
  public static String text(Document document, String namespace, String local) {
    return first(document, namespace, local).map(e -> e.getTextContent().strip()).orElse("");
  }

  /** A message as it is kept in a golden file: indented, with placeholders. */
  public static String golden(String xml) {
    Document document = parse(xml);
    for (Element element : elements(document, "*", "*")) {
      String local = element.getLocalName();
      String text = element.getTextContent().strip();
      boolean fresh =
          (local.equals("MessageID") && text.startsWith("uuid:"))
              || (local.equals("EnumerationContext") && text.matches("uuid:[-0-9a-f]{36}"));
      if (fresh) {
        element.setTextContent(text.startsWith("urn:") ? ANY_URN : ANY_UUID);
      } else if (local.equals("Text") && text.startsWith("No enumeration uuid:")) {
        element.setTextContent(
            "${xmlunit.matchesRegex(" + text.replaceFirst("uuid:\\S+", "uuid:.+") + ")}");
      }
    }
    return indented(document);
  }

  private static String indented(Document document) {
    stripBlanks(document.getDocumentElement());
    return print(document, "yes") + "\n";
  }

  private static void stripBlanks(Element element) {
    List<Element> children = children(element);
    if (children.isEmpty()) {
      return;
    }
    for (Node at = element.getFirstChild(); at != null; ) {
      Node next = at.getNextSibling();
      if (at.getNodeType() == Node.TEXT_NODE && at.getTextContent().isBlank()) {
        element.removeChild(at);
      }
      at = next;
    }
    children.forEach(WireXml::stripBlanks);
  }

  /**
   * The content of an element as markup that stands by itself; its text when it has no children.
   */
  public static String content(Element element) {
    List<Element> children = children(element);
    if (children.isEmpty()) {
      return element.getTextContent();
    }
    StringBuilder markup = new StringBuilder();
    children.forEach(child -> markup.append(print(child, "no")));
    return markup.toString();
  }

  private static String print(Node node, String indent) {
    try {
      Transformer transformer = TransformerFactory.newInstance().newTransformer();
      transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      transformer.setOutputProperty(OutputKeys.INDENT, indent);
      transformer.setOutputProperty("{http://xml.apache.org/xslt}indent-amount", "2");
      StringWriter out = new StringWriter();
      transformer.transform(new DOMSource(node), new StreamResult(out));
      return out.toString().strip();
    } catch (TransformerException e) {
      throw new AssertionError(e);
    }
  }
}
