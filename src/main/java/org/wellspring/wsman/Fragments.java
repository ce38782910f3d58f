package org.wellspring.wsman;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.xpath.Fragment;
import org.wellspring.filter.xpath.XPathDialect;
import org.wellspring.resource.ManagedResource;
import org.wellspring.xml.XmlAttribute;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlNode;
import org.wellspring.xml.XmlText;

/** Parts of representations. DSP0226 §7.7. */
final class Fragments {
  /** The subset of XPath that DSP0226 Annex D.1 defines; ours is all of XPath 1.0. */
  private static final String LEVEL_1 = "http://schemas.dmtf.org/wbem/wsman/1/wsman/xpath/level1";

  private Fragments() {}

  /** The selected nodes in an XmlFragment; an empty one when there are none. */
  static XmlElement select(
      Generation generation, XmlElement header, ManagedResource resource, XmlElement whole) {
    XmlElement.Builder part = XmlElement.builder(generation.namespace(), "XmlFragment", "wsman");
    for (Object node : nodes(header, resource, whole)) {
      if (node instanceof XmlElement element) {
        part.add(element);
      } else if (node instanceof XmlText text) {
        part.text(text.text());
      } else if (node instanceof XmlAttribute attribute) {
        part.text(attribute.value());
      } else {
        part.text(plain(node));
      }
    }
    return part.build();
  }

  private static String plain(Object value) {
    return value instanceof Double number && number == Math.rint(number)
        ? Long.toString(number.longValue())
        : value.toString();
  }

  private static List<?> nodes(XmlElement header, ManagedResource resource, XmlElement whole) {
    String dialect = header.attribute("Dialect").map(String::strip).orElse(XPathDialect.URI);
    if (!dialect.equals(XPathDialect.URI) && !dialect.equals(LEVEL_1)) {
      throw new FaultException(
              FaultCode.FRAGMENT_DIALECT, "The fragment dialect " + dialect + " is not offered.")
          .with(
              XmlElement.ofText(
                  header.name().namespace(), "FragmentDialect", "wsman", XPathDialect.URI));
    }
    Map<String, String> namespaces = new HashMap<>(resource.prefixes());
    namespaces.putAll(header.scope().bindings());
    namespaces.remove("");
    try {
      return Fragment.compile(header.trimmedText(), namespaces).select(whole);
    } catch (FilterProblem problem) {
      throw new FaultException(
          FaultCode.CANNOT_PROCESS_FILTER,
          "The fragment is not accepted: " + problem.getMessage() + ".");
    }
  }

  /**
   * The whole representation with the selected part replaced by the content of the XmlFragment
   * sent.
   */
  static XmlElement replace(
      XmlElement header, ManagedResource resource, XmlElement whole, XmlElement sent) {
    if (!sent.name().local().equals("XmlFragment")) {
      throw new FaultException(
          FaultCode.REPRESENTATION_INVALID_FRAGMENT,
          "With a FragmentTransfer header the body must hold a wsman:XmlFragment; seen was "
              + sent.name()
              + ".");
    }
    List<?> nodes = nodes(header, resource, whole);
    if (nodes.size() != 1
        || !(nodes.get(0) instanceof XmlNode || nodes.get(0) instanceof XmlAttribute)) {
      throw new FaultException(
          FaultCode.REPRESENTATION_INVALID_FRAGMENT,
          "The fragment must select one element, text or attribute to replace; it selects "
              + nodes.size()
              + ".");
    }
    return replaced(whole, nodes.get(0), sent);
  }

  private static XmlElement replaced(XmlElement at, Object target, XmlElement sent) {
    if (at == target) {
      return sent.firstElement().orElseThrow(() -> needsElement(at));
    }
    XmlElement.Builder copy = at.toBuilder().clearChildren();
    for (XmlNode child : at.children()) {
      if (child == target && child instanceof XmlText) {
        copy.text(sent.text());
      } else if (child == target && child instanceof XmlElement former) {
        copy.addAll(sent.elements().map(element -> qualified(element, former)).toList());
      } else if (child instanceof XmlElement element) {
        copy.add(replaced(element, target, sent));
      } else {
        copy.add(child);
      }
    }
    if (target instanceof XmlAttribute attribute && at.attributes().contains(attribute)) {
      copy.replaceAttribute(attribute, sent.text());
    }
    return copy.build();
  }

  /**
   * An element without a namespace is taken for the one of that name which it replaces: clients
   * that name properties without prefix in the expression (DSP0227) do so in the XmlFragment too.
   */
  private static XmlElement qualified(XmlElement sent, XmlElement former) {
    if (!sent.name().namespace().isEmpty() || !sent.name().local().equals(former.name().local())) {
      return sent;
    }
    XmlElement.Builder copy =
        XmlElement.builder(former.name().namespace(), former.name().local(), former.prefix());
    sent.attributes().forEach(copy::attribute);
    return copy.addAll(sent.children()).build();
  }

  private static FaultException needsElement(XmlElement at) {
    return new FaultException(
        FaultCode.REPRESENTATION_INVALID_FRAGMENT,
        "The XmlFragment must hold the element that replaces " + at.name() + ".");
  }
}
