package org.wellspring.wsevent;

import java.util.List;
import java.util.stream.Stream;
import org.wellspring.filter.FilterCompiler;
import org.wellspring.filter.xpath.XPathDialect;
import org.wellspring.soap.Ns;
import org.wellspring.soap.XsdDuration;
import org.wellspring.wsevent.EventingSettings.Endless;
import org.wellspring.xml.XmlElement;

/** The policy assertion of an event source: what it can do. W3C WS-Eventing §9. */
final class EventPolicy {
  static final String NAMESPACE = "http://schemas.xmlsoap.org/ws/2004/09/policy";

  private final FilterCompiler filters;
  private final EventingSettings settings;

  EventPolicy(FilterCompiler filters, EventingSettings settings) {
    this.filters = filters;
    this.settings = settings;
  }

  XmlElement element() {
    XmlElement.Builder source = XmlElement.builder(Ns.WSE11, "EventSource", "wse11");
    dialects().forEach(uri -> source.add(named("FilterDialect", uri)));
    for (Format format : Format.values()) {
      source.add(named("FormatName", format.uri()));
    }
    source.add(XmlElement.builder(Ns.WSE11, "DateTimeSupported", "wse11").build());
    XmlElement.Builder expires =
        XmlElement.builder(Ns.WSE11, "Expires", "wse11").attribute("min", "PT1S");
    if (settings.endless() == Endless.REFUSED) {
      expires.attribute("max", XsdDuration.format(settings.maxLease()));
    }
    source.add(expires.build());
    source.add(XmlElement.builder(Ns.WSE11, "EndToSupported", "wse11").build());
    return XmlElement.builder(NAMESPACE, "Policy", "wsp").add(source.build()).build();
  }

  private List<String> dialects() {
    return Stream.of(
            Stream.of(FilterReader.XPATH_10),
            filters.supportedDialects().stream().filter(uri -> !uri.equals(XPathDialect.URI)),
            Stream.of(ActionDialect.URI))
        .flatMap(uris -> uris)
        .toList();
  }

  private static XmlElement named(String local, String uri) {
    return XmlElement.builder(Ns.WSE11, local, "wse11").attribute("URI", uri).build();
  }
}
