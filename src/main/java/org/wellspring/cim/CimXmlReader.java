package org.wellspring.cim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wellspring.xml.XmlElement;

/**
 * Reads instances and their names. DSP0201 §5.2. Hosts are not looked at, qualifiers are passed
 * over, and a TYPE may be missing: clients differ there.
 */
public final class CimXmlReader {
  private CimXmlReader() {}

  /** An INSTANCE. */
  public static CimInstance instance(XmlElement element) {
    List<CimProperty> properties = new ArrayList<>();
    element
        .elements()
        .forEach(
            child -> {
              switch (child.name().local()) {
                case "PROPERTY" -> properties.add(scalar(child));
                case "PROPERTY.ARRAY" -> properties.add(array(child));
                case "PROPERTY.REFERENCE" -> properties.add(reference(child));
                default -> {
                  // qualifiers of instances are deprecated and mean nothing
                }
              }
            });
    return new CimInstance(className(element), properties);
  }

  private static String className(XmlElement element) {
    return element
        .attribute("CLASSNAME")
        .filter(name -> !name.isBlank())
        .orElseThrow(() -> wrong(element.name().local() + " has no CLASSNAME"));
  }

  private static CimException wrong(String what) {
    return new CimException(CimStatus.INVALID_PARAMETER, what + ".");
  }

  private static String name(XmlElement property) {
    return property
        .attribute("NAME")
        .filter(name -> !name.isBlank())
        .orElseThrow(() -> wrong("A " + property.name().local() + " has no NAME"));
  }

  private static CimType type(XmlElement property) {
    String type = property.attribute("TYPE").orElse("string");
    return CimType.named(type).orElseThrow(() -> wrong("There is no TYPE " + type));
  }

  private static CimProperty scalar(XmlElement property) {
    return new CimProperty(
        name(property),
        type(property),
        Cardinality.SCALAR,
        property.child("", "VALUE").map(value -> CimValue.of(value.text())));
  }

  private static CimProperty array(XmlElement property) {
    return new CimProperty(
        name(property),
        type(property),
        Cardinality.ARRAY,
        property.child("", "VALUE.ARRAY").map(CimXmlReader::items));
  }

  private static CimValue items(XmlElement array) {
    return new CimValue.Array(
        array
            .elements()
            .<CimValue>map(
                item -> item.is("", "VALUE") ? CimValue.of(item.text()) : new CimValue.Null())
            .toList());
  }

  private static CimProperty reference(XmlElement property) {
    return new CimProperty(
        name(property),
        CimType.REFERENCE,
        Cardinality.SCALAR,
        property.child("", "VALUE.REFERENCE").map(value -> CimValue.of(path(value))));
  }

  /** An INSTANCENAME, LOCALINSTANCEPATH or INSTANCEPATH, or a VALUE.REFERENCE with one in it. */
  public static InstancePath path(XmlElement element) {
    return switch (element.name().local()) {
      case "INSTANCENAME" -> named(Optional.empty(), element);
      case "LOCALINSTANCEPATH" -> placed(element, element.child("", "LOCALNAMESPACEPATH"));
      case "INSTANCEPATH" ->
          placed(
              element,
              element
                  .child("", "NAMESPACEPATH")
                  .flatMap(path -> path.child("", "LOCALNAMESPACEPATH")));
      case "VALUE.REFERENCE" ->
          element
              .firstElement()
              .map(CimXmlReader::path)
              .orElseThrow(() -> wrong("A VALUE.REFERENCE is empty"));
      default -> throw wrong(element.name().local() + " is not the name of an instance");
    };
  }

  private static InstancePath placed(XmlElement element, Optional<XmlElement> namespace) {
    XmlElement name =
        element
            .child("", "INSTANCENAME")
            .orElseThrow(() -> wrong(element.name().local() + " has no INSTANCENAME"));
    return named(namespace.map(CimXmlReader::namespace).filter(text -> !text.isEmpty()), name);
  }

  /** The names in a LOCALNAMESPACEPATH, joined by slashes. */
  public static String namespace(XmlElement path) {
    return path.elements("", "NAMESPACE")
        .map(one -> one.attribute("NAME").orElse("").strip())
        .collect(Collectors.joining("/"));
  }

  private static InstancePath named(Optional<String> namespace, XmlElement element) {
    Map<String, CimValue> keys = new LinkedHashMap<>();
    element
        .elements("", "KEYBINDING")
        .forEach(
            binding ->
                keys.put(
                    name(binding),
                    binding
                        .firstElement()
                        .map(CimXmlReader::key)
                        .orElseThrow(() -> wrong("A KEYBINDING is empty"))));
    return new InstancePath(namespace, className(element), keys);
  }

  private static CimValue key(XmlElement value) {
    if (!value.is("", "KEYVALUE")) {
      return CimValue.of(path(value));
    }
    String type =
        value
            .attribute("TYPE")
            .or(() -> value.attribute("VALUETYPE"))
            .orElse("string")
            .toLowerCase(Locale.ROOT);
    return switch (type) {
      case "string", "char16", "datetime" -> CimValue.of(value.text());
      case "boolean" -> CimValue.of(value.trimmedText().toLowerCase(Locale.ROOT));
      default -> CimValue.of(value.trimmedText());
    };
  }
}
