package org.wellspring.wsevent;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.filter.xpath.XPathDialect;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.FilterSpec;
import org.wellspring.soap.Ns;
import org.wellspring.xml.XmlElement;

/** The Filter of a Subscribe. XPath is put over the envelope; other dialects see the event. */
final class FilterReader {
  /** The W3C version's name for XPath 1.0, and its default. */
  static final String XPATH_10 = Ns.WSE11 + "/Dialects/XPath10";

  private static final Set<String> OVER_ENVELOPE = Set.of(XPathDialect.URI, XPATH_10);

  private FilterReader() {}

  static Optional<FilterSpec> read(
      XmlElement subscribe, Notation notation, EndpointReference notifyTo) {
    List<XmlElement> filters =
        subscribe.elements(notation.eventing().namespace(), "Filter").toList();
    if (filters.size() > 1) {
      throw new FaultException(
          FaultCode.CANNOT_PROCESS_FILTER, "There is more than one Filter; one is allowed.");
    }
    return filters.stream().findFirst().map(filter -> spec(filter, notation, notifyTo));
  }

  private static FilterSpec spec(XmlElement filter, Notation notation, EndpointReference notifyTo) {
    boolean w3c = notation.eventing() == EventingVersion.W3C_2011;
    String dialect =
        filter
            .attribute("Dialect")
            .map(String::strip)
            .filter(uri -> !uri.isEmpty())
            .orElse(w3c ? XPATH_10 : XPathDialect.URI);
    Map<String, String> namespaces = filter.scope().bindings();
    boolean hasElements = filter.firstElement().isPresent();
    if (!OVER_ENVELOPE.contains(dialect)) {
      return new FilterSpec(
          dialect,
          hasElements ? "" : filter.text(),
          namespaces,
          hasElements ? Optional.of(filter.asRoot()) : Optional.empty());
    }
    if (hasElements) {
      throw new FaultException(
          FaultCode.CANNOT_PROCESS_FILTER,
          "An XPath filter is text; seen was the element "
              + filter.firstElement().orElseThrow().name()
              + ".");
    }
    return new FilterSpec(
        EnvelopeXPathDialect.URI,
        filter.text(),
        namespaces,
        Optional.of(EnvelopeFrame.element(notation, notifyTo, filter.text())));
  }
}
