package org.wellspring.cli.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.wellspring.client.JsonText;
import org.wellspring.xml.XmlElement;

/**
 * An event's body as JSON: attributes and child elements become members, repeated children a list,
 * an element with text only its text, {@code xsi:nil} null. All values are strings: XML has no
 * types of its own.
 */
final class EventJson {
  private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
  private static final String TEXT_BESIDE_ATTRIBUTES = "#text";

  private EventJson() {}

  static String of(XmlElement element) {
    if (element.attribute(XSI, "nil").filter(v -> v.equals("true") || v.equals("1")).isPresent()) {
      return "null";
    }
    Map<String, String> members = new LinkedHashMap<>();
    element.attributes().stream()
        .filter(attribute -> !attribute.name().namespace().equals(XSI))
        .forEach(a -> members.putIfAbsent(a.name().local(), JsonText.quoted(a.value())));
    byName(element).forEach((name, values) -> members.put(name, list(values)));
    if (members.isEmpty()) {
      return JsonText.quoted(element.text());
    }
    if (element.elements().findAny().isEmpty() && !element.trimmedText().isEmpty()) {
      members.put(TEXT_BESIDE_ATTRIBUTES, JsonText.quoted(element.text()));
    }
    return object(members);
  }

  private static Map<String, List<String>> byName(XmlElement element) {
    return element
        .elements()
        .collect(
            Collectors.groupingBy(
                child -> child.name().local(),
                LinkedHashMap::new,
                Collectors.mapping(EventJson::of, Collectors.toList())));
  }

  private static String list(List<String> values) {
    return values.size() == 1 ? values.get(0) : "[" + String.join(",", values) + "]";
  }

  /** An object of members whose values are JSON already. */
  static String object(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> JsonText.quoted(member.getKey()) + ":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
