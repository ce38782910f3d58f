package org.wellspring.cimxml;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.wellspring.cim.CimException;
import org.wellspring.cim.CimInstance;
import org.wellspring.cim.CimStatus;
import org.wellspring.cim.CimXmlReader;
import org.wellspring.cim.InstancePath;
import org.wellspring.xml.XmlElement;

/**
 * An intrinsic method call, decoded.
 *
 * @param messageId to be repeated in the answer
 * @param namespace with slashes
 * @param parameters the elements inside IPARAMVALUE, by name in lower case; a parameter without one
 *     is NULL, as is one that is not there
 */
record OperationCall(
    String messageId, String method, String namespace, Map<String, XmlElement> parameters) {
  OperationCall {
    parameters = Map.copyOf(parameters);
  }

  private Optional<XmlElement> parameter(String name) {
    return Optional.ofNullable(parameters.get(name.toLowerCase(Locale.ROOT)));
  }

  private CimException wrong(String name, String wanted) {
    return new CimException(
        CimStatus.INVALID_PARAMETER, "Parameter " + name + " of " + method + ": " + wanted + ".");
  }

  /** The name of a class; empty when NULL. */
  Optional<String> className(String name) {
    return parameter(name)
        .map(
            element ->
                element
                    .attribute("NAME")
                    .filter(text -> element.is("", "CLASSNAME") && !text.isBlank())
                    .orElseThrow(() -> wrong(name, "a CLASSNAME is wanted")));
  }

  String requiredClassName(String name) {
    return className(name).orElseThrow(() -> wrong(name, "must be given"));
  }

  InstancePath requiredPath(String name) {
    XmlElement element = parameter(name).orElseThrow(() -> wrong(name, "must be given"));
    if (element.is("", "CLASSNAME")) {
      throw new CimException(
          CimStatus.NOT_SUPPORTED,
          method + " of a class is not served here; name an instance as " + name + ".");
    }
    return CimXmlReader.path(element);
  }

  XmlElement required(String name, String elementName) {
    return parameter(name)
        .filter(element -> element.is("", elementName))
        .orElseThrow(() -> wrong(name, "a " + elementName + " is wanted"));
  }

  CimInstance requiredInstance(String name) {
    return CimXmlReader.instance(required(name, "INSTANCE"));
  }

  /** The text of a VALUE; empty when NULL. */
  Optional<String> text(String name) {
    return parameter(name)
        .map(
            element -> {
              if (!element.is("", "VALUE")) {
                throw wrong(name, "a VALUE is wanted");
              }
              return element.text();
            });
  }

  boolean flag(String name, boolean ifMissing) {
    return text(name)
        .map(String::strip)
        .map(
            value -> {
              if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
                throw wrong(name, "TRUE or FALSE is wanted");
              }
              return value.equalsIgnoreCase("true");
            })
        .orElse(ifMissing);
  }

  Optional<Long> number(String name) {
    return text(name)
        .map(String::strip)
        .map(
            value -> {
              if (!value.matches("[0-9]{1,10}")) {
                throw wrong(name, "a number is wanted");
              }
              return Long.parseLong(value);
            });
  }

  /** PropertyList: the names in an array; empty when NULL, which means all. */
  Optional<List<String>> propertyList() {
    return parameter("PropertyList")
        .map(
            element -> {
              if (!element.is("", "VALUE.ARRAY")) {
                throw wrong("PropertyList", "a VALUE.ARRAY is wanted");
              }
              return element.elements("", "VALUE").map(XmlElement::trimmedText).toList();
            });
  }
}
