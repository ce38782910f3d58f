package org.wellspring.wsevent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wellspring.resource.ManagedResource;
import org.wellspring.soap.Ns;
import org.wellspring.wsevent.EventCatalogue.EventType;
import org.wellspring.xml.XmlAttribute;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlName;

/**
 * The events of some resources, for people and tools: as W3C WS-EventDescriptions, and as the port
 * types marked {@code wse:EventSource} that WS-Eventing 2004/08 §4 has for it.
 */
final class EventDescriptions {
  static final String NAMESPACE = "http://www.w3.org/2011/03/ws-evd";
  static final String WSDL = "http://schemas.xmlsoap.org/wsdl/";

  /** What ids of types and names of port types belong to. */
  static final String TARGET = "urn:wellspring:eventing:events";

  private static final String XS = "http://www.w3.org/2001/XMLSchema";

  private final EventCatalogue events;
  private final List<ManagedResource> resources;
  private final String url;

  /**
   * @param url of the front door, below which the schemas are: {@code ?xsd=FILE}
   */
  EventDescriptions(EventCatalogue events, List<ManagedResource> resources, String url) {
    this.events = events;
    this.resources = resources;
    this.url = url;
  }

  /**
   * The EventDescriptions document.
   *
   * @param policy goes with it, at the end
   */
  XmlElement document(XmlElement policy) {
    Map<String, String> prefixes = prefixes();
    XmlElement.Builder document =
        XmlElement.builder(NAMESPACE, "EventDescriptions", "evd")
            .declare(byPrefix(prefixes))
            .attribute("targetNamespace", TARGET)
            .add(XmlElement.builder(NAMESPACE, "types", "evd").add(schema()).build());
    for (ManagedResource resource : resources) {
      for (EventType type : events.types(resource)) {
        XmlElement.Builder element =
            XmlElement.builder(NAMESPACE, "eventType", "evd")
                .declare(byPrefix(prefixes))
                .attribute("id", type.id());
        type.element().ifPresent(name -> element.attribute("element", qualified(name, prefixes)));
        type.action().ifPresent(action -> element.attribute("actionURI", action));
        document.add(element.build());
      }
    }
    return document.add(policy).build();
  }

  /** A schema that imports those we serve of the namespaces of the events. */
  private XmlElement schema() {
    XmlElement.Builder schema = XmlElement.builder(XS, "schema", "xs");
    for (String namespace : prefixes().keySet()) {
      XmlElement.Builder include =
          XmlElement.builder(XS, "import", "xs").attribute("namespace", namespace);
      Optional.ofNullable(events.schemas().get(namespace))
          .ifPresent(file -> include.attribute("schemaLocation", url + "?xsd=" + file));
      schema.add(include.build());
    }
    return schema.build();
  }

  /**
   * A WSDL that is metadata only: operations that only have an output cannot be bound by JAX-WS.
   */
  XmlElement portTypes() {
    Map<String, String> prefixes = prefixes();
    XmlElement.Builder definitions =
        XmlElement.builder(WSDL, "definitions", "wsdl")
            .declare(Map.of("tns", TARGET))
            .attribute("targetNamespace", TARGET)
            .add(XmlElement.builder(WSDL, "types", "wsdl").add(schema()).build());
    for (ManagedResource resource : resources) {
      for (EventType type : events.types(resource)) {
        type.element()
            .ifPresent(name -> definitions.add(message(type, qualified(name, prefixes), prefixes)));
      }
    }
    resources.forEach(resource -> definitions.add(portType(resource)));
    return definitions.build();
  }

  private static XmlElement message(EventType type, String element, Map<String, String> prefixes) {
    return XmlElement.builder(WSDL, "message", "wsdl")
        .attribute("name", type.id())
        .add(
            XmlElement.builder(WSDL, "part", "wsdl")
                .declare(byPrefix(prefixes))
                .attribute("name", "body")
                .attribute("element", element)
                .build())
        .build();
  }

  private XmlElement portType(ManagedResource resource) {
    XmlElement.Builder portType =
        XmlElement.builder(WSDL, "portType", "wsdl")
            .attribute("name", EventCatalogue.id(resource.name()))
            .attribute(attribute(Ns.WSE, "EventSource", "wse", "true"));
    for (EventType type : events.types(resource)) {
      type.action()
          .ifPresent(
              action ->
                  portType.add(
                      XmlElement.builder(WSDL, "operation", "wsdl")
                          .attribute("name", type.id())
                          .add(
                              XmlElement.builder(WSDL, "output", "wsdl")
                                  .declare(Map.of("tns", TARGET))
                                  .attribute("message", "tns:" + type.id())
                                  .attribute(attribute(Ns.WSA, "Action", "wsa", action))
                                  .build())
                          .build()));
    }
    return portType.build();
  }

  private static XmlAttribute attribute(
      String namespace, String local, String prefix, String value) {
    return new XmlAttribute(new XmlName(namespace, local), prefix, value);
  }

  /** A prefix for each namespace of an event's root element. */
  private Map<String, String> prefixes() {
    Map<String, String> byNamespace = new LinkedHashMap<>();
    resources.stream()
        .flatMap(resource -> events.types(resource).stream())
        .flatMap(type -> type.element().stream())
        .map(XmlName::namespace)
        .filter(namespace -> !namespace.isEmpty())
        .forEach(namespace -> byNamespace.putIfAbsent(namespace, "e" + (byNamespace.size() + 1)));
    return byNamespace;
  }

  private static Map<String, String> byPrefix(Map<String, String> byNamespace) {
    Map<String, String> turned = new LinkedHashMap<>();
    byNamespace.forEach((namespace, prefix) -> turned.put(prefix, namespace));
    return turned;
  }

  private static String qualified(XmlName name, Map<String, String> prefixes) {
    return name.namespace().isEmpty()
        ? name.local()
        : prefixes.get(name.namespace()) + ":" + name.local();
  }
}
