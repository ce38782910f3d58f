package org.wellspring.cim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wellspring.xml.XmlElement;

/**
 * Makes an instance of an element: the class is its local name, properties are its children and its
 * attributes. DSP0230 §7, read leniently, because events come from publishers of all kinds: what a
 * class does not declare, and what does not fit its type, becomes text. Nothing is lost and nothing
 * is refused.
 */
public final class WsCimReader {
  private final ClassRepository classes;

  public WsCimReader(ClassRepository classes) {
    this.classes = classes;
  }

  public CimInstance read(XmlElement element) {
    return read(classNamed(element.name().local()), element);
  }

  private String classNamed(String local) {
    return classes.find(local).map(CimClass::name).orElse(local);
  }

  private CimInstance read(String className, XmlElement element) {
    List<CimProperty> properties = new ArrayList<>();
    element.attributes().stream()
        .filter(attribute -> attribute.name().namespace().isEmpty())
        .forEach(
            attribute ->
                properties.add(
                    text(className, attribute.name().local(), List.of(attribute.value()))));
    Map<String, List<XmlElement>> byName = new LinkedHashMap<>();
    element
        .elements()
        .forEach(
            child ->
                byName.computeIfAbsent(child.name().local(), n -> new ArrayList<>()).add(child));
    byName.forEach((name, values) -> properties.add(property(className, name, values)));
    return new CimInstance(className, properties);
  }

  /** A property of texts, typed where the class declares it and they fit. */
  private CimProperty text(String className, String name, List<String> texts) {
    Optional<PropertyDeclaration> declared = classes.property(className, name);
    CimType type = declared.map(PropertyDeclaration::type).orElse(CimType.STRING);
    boolean array =
        texts.size() > 1
            || declared.filter(one -> one.cardinality() == Cardinality.ARRAY).isPresent();
    String written = declared.map(PropertyDeclaration::name).orElse(name);
    try {
      return holding(written, type, array, texts.stream().map(type::canonical).toList());
    } catch (IllegalArgumentException doesNotFit) {
      return holding(written, CimType.STRING, array, texts);
    }
  }

  private static CimProperty holding(String name, CimType type, boolean array, List<String> texts) {
    CimValue value = array ? CimValue.ofTexts(texts) : CimValue.of(texts.get(0));
    return CimProperty.of(name, type, value);
  }

  private CimProperty property(String className, String name, List<XmlElement> values) {
    Optional<PropertyDeclaration> declared = classes.property(className, name);
    if (values.stream().allMatch(WsCimReader::isNil)) {
      return declared
          .map(one -> one.holding(Optional.empty()))
          .orElseGet(
              () -> new CimProperty(name, CimType.STRING, Cardinality.SCALAR, Optional.empty()));
    }
    if (declared.filter(one -> one.type() == CimType.REFERENCE).isPresent()) {
      return reference(declared.get(), values.get(0));
    }
    if (values.stream().noneMatch(WsCimReader::isStructured)) {
      return text(className, name, values.stream().map(WsCimReader::simpleText).toList());
    }
    List<CimValue> instances =
        values.stream().map(value -> (CimValue) new CimValue.Embedded(embedded(value))).toList();
    CimValue value = instances.size() > 1 ? new CimValue.Array(instances) : instances.get(0);
    return CimProperty.of(name, CimType.STRING, value);
  }

  private static boolean isNil(XmlElement element) {
    return element.attribute(WsCim.XSI, "nil").filter(nil -> nil.matches("true|1")).isPresent();
  }

  /** Whether it holds an instance: it has children, other than the one a datetime has. */
  private static boolean isStructured(XmlElement element) {
    return element.elements().anyMatch(child -> !child.name().namespace().equals(WsCim.COMMON));
  }

  private static String simpleText(XmlElement element) {
    return element
        .firstElement()
        .filter(child -> child.name().namespace().equals(WsCim.COMMON))
        .map(XmlElement::trimmedText)
        .orElseGet(element::text);
  }

  /**
   * The class is what {@code xsi:type} says; without it that of a single child that is an instance
   * itself, and else the name of the property.
   */
  private CimInstance embedded(XmlElement value) {
    Optional<String> type =
        value
            .attribute(WsCim.XSI, "type")
            .map(name -> name.substring(name.indexOf(':') + 1).strip())
            .filter(name -> name.endsWith(WsCim.TYPE_SUFFIX))
            .map(name -> name.substring(0, name.length() - WsCim.TYPE_SUFFIX.length()));
    if (type.isPresent()) {
      return read(classNamed(type.get()), value);
    }
    List<XmlElement> children = value.elements().toList();
    return children.size() == 1 && isStructured(children.get(0))
        ? read(children.get(0))
        : read(classNamed(value.name().local()), value);
  }

  private static CimProperty reference(PropertyDeclaration declared, XmlElement value) {
    return declared.holding(path(value).map(CimValue::of));
  }

  /** The instance that an endpoint reference names, as DSP0227 writes it. */
  public static Optional<InstancePath> path(XmlElement reference) {
    Optional<XmlElement> parameters = reference.child(WsCim.WSA, "ReferenceParameters");
    Optional<String> uri = parameters.flatMap(one -> one.childText(WsCim.WSMAN, "ResourceURI"));
    if (uri.isEmpty()) {
      return Optional.empty();
    }
    Map<String, CimValue> keys = new LinkedHashMap<>();
    Optional<String> namespace = Optional.empty();
    List<XmlElement> selectors =
        parameters
            .flatMap(one -> one.child(WsCim.WSMAN, "SelectorSet"))
            .map(set -> set.elements(WsCim.WSMAN, "Selector").toList())
            .orElse(List.of());
    for (XmlElement selector : selectors) {
      String name = selector.attribute("Name").orElse("");
      if (name.equalsIgnoreCase(WsCim.NAMESPACE_SELECTOR)) {
        namespace = Optional.of(selector.trimmedText());
      } else {
        keys.put(
            name,
            selector
                .child(WsCim.WSA, "EndpointReference")
                .flatMap(WsCimReader::path)
                .map(CimValue::of)
                .orElseGet(() -> CimValue.of(selector.text())));
      }
    }
    return Optional.of(new InstancePath(namespace, WsCim.classOf(uri.get()), keys));
  }
}
