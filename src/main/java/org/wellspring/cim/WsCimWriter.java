package org.wellspring.cim;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wellspring.xml.XmlAttribute;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlName;

/**
 * Writes an instance as an element: the class is its name, in the class's own namespace, as are the
 * properties. NULL is {@code xsi:nil}, arrays are repeated children, datetimes and references have
 * children of their own. DSP0230 §7.
 */
public final class WsCimWriter {
  private static final String PREFIX = "p";

  private WsCimWriter() {}

  public static XmlElement write(CimInstance instance) {
    return write(instance, instance.className());
  }

  /**
   * Writes an instance as one of a superclass: what the superclass does not have is to be left out
   * by the caller. DSP0227 §7.4, polymorphism.
   */
  public static XmlElement write(CimInstance instance, String asClass) {
    String namespace = WsCim.classUri(asClass);
    XmlElement.Builder element = XmlElement.builder(namespace, asClass, PREFIX);
    addProperties(element, namespace, instance);
    return element.build();
  }

  private static void addProperties(
      XmlElement.Builder element, String namespace, CimInstance instance) {
    for (CimProperty property : instance.properties()) {
      if (property.value().isEmpty()) {
        element.add(nil(namespace, property.name()));
      } else if (property.value().get() instanceof CimValue.Array array) {
        array.items().forEach(item -> element.add(value(namespace, property, item)));
      } else {
        element.add(value(namespace, property, property.value().get()));
      }
    }
  }

  private static XmlElement nil(String namespace, String name) {
    return XmlElement.builder(namespace, name, PREFIX)
        .attribute(new XmlAttribute(new XmlName(WsCim.XSI, "nil"), "xsi", "true"))
        .build();
  }

  private static XmlElement value(String namespace, CimProperty property, CimValue value) {
    XmlElement.Builder element = XmlElement.builder(namespace, property.name(), PREFIX);
    if (value instanceof CimValue.Text text) {
      if (property.type() == CimType.DATETIME) {
        return element.add(datetime(text.text())).build();
      }
      return element.text(text.text()).build();
    }
    if (value instanceof CimValue.Reference reference) {
      return element.addAll(reference(reference.path())).build();
    }
    if (value instanceof CimValue.Embedded embedded) {
      String inner = WsCim.classUri(embedded.instance().className());
      element
          .declare(Map.of("e", inner))
          .attribute(
              new XmlAttribute(
                  new XmlName(WsCim.XSI, "type"),
                  "xsi",
                  "e:" + embedded.instance().className() + WsCim.TYPE_SUFFIX));
      addProperties(element, inner, embedded.instance());
      return element.build();
    }
    return nil(namespace, property.name());
  }

  private static XmlElement datetime(String cim) {
    Optional<Instant> moment = CimDateTime.instant(cim);
    if (moment.isPresent()) {
      return common("Datetime", moment.get().toString());
    }
    Optional<Duration> interval = CimDateTime.interval(cim);
    return interval.isPresent()
        ? common("Interval", interval.get().toString())
        : common("CIM_DateTime", cim);
  }

  private static XmlElement common(String name, String text) {
    return XmlElement.ofText(WsCim.COMMON, name, "cim", text);
  }

  /** The children of an endpoint reference that names an instance. */
  public static List<XmlElement> reference(InstancePath path) {
    XmlElement.Builder selectors = XmlElement.builder(WsCim.WSMAN, "SelectorSet", "wsman");
    path.keys().forEach((name, value) -> selectors.add(selector(name, value)));
    path.namespace()
        .ifPresent(place -> selectors.add(selector(WsCim.NAMESPACE_SELECTOR, CimValue.of(place))));
    XmlElement parameters =
        XmlElement.builder(WsCim.WSA, "ReferenceParameters", "wsa")
            .child(WsCim.WSMAN, "ResourceURI", "wsman", WsCim.classUri(path.className()))
            .add(selectors.build())
            .build();
    return List.of(XmlElement.ofText(WsCim.WSA, "Address", "wsa", WsCim.ANONYMOUS), parameters);
  }

  private static XmlElement selector(String name, CimValue value) {
    XmlElement.Builder selector =
        XmlElement.builder(WsCim.WSMAN, "Selector", "wsman").attribute("Name", name);
    if (value instanceof CimValue.Reference reference) {
      return selector
          .add(
              XmlElement.builder(WsCim.WSA, "EndpointReference", "wsa")
                  .addAll(reference(reference.path()))
                  .build())
          .build();
    }
    return selector.text(value.asText().orElse("")).build();
  }
}
