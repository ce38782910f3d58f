package org.wellspring.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wellspring.xml.XmlAttribute;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlText;

/** An element on its way to JSON; the rules are at {@link JsonBody}. */
final class XmlToJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);
  private static final Set<String> NUMBERS =
      Set.of(
          "decimal",
          "integer",
          "long",
          "int",
          "short",
          "byte",
          "unsignedLong",
          "unsignedInt",
          "unsignedShort",
          "unsignedByte",
          "nonNegativeInteger",
          "positiveInteger",
          "float",
          "double");

  /** Converting digits costs their number squared. */
  private static final int LONGEST_NUMBER = 1_000;

  private XmlToJson() {}

  static ObjectNode root(XmlElement element) {
    return object(element);
  }

  private static ObjectNode object(XmlElement element) {
    Map<String, List<JsonNode>> members = new LinkedHashMap<>();
    Map<String, String> marks = new LinkedHashMap<>();
    for (XmlAttribute attribute : element.attributes()) {
      if (!isMark(attribute)) {
        add(members, attribute.name().local(), JSON.textNode(attribute.value()));
      }
    }
    element
        .elements()
        .forEach(
            child -> {
              String name = child.name().local();
              String mark = child.attribute(JsonNotation.MARKS, JsonNotation.ARRAY).orElse("");
              marks.put(name, mark);
              if (!mark.equals(JsonNotation.EMPTY)) {
                add(members, name, value(child, mark));
              } else {
                members.computeIfAbsent(name, absent -> new ArrayList<>());
              }
            });
    String text = ownText(element);
    if (!text.isEmpty()) {
      add(members, JsonNotation.TEXT, JSON.textNode(text));
    }
    ObjectNode object = JSON.objectNode();
    members.forEach((name, values) -> object.set(name, oneOrList(values, marks.get(name))));
    return object;
  }

  private static void add(Map<String, List<JsonNode>> members, String name, JsonNode value) {
    members.computeIfAbsent(name, absent -> new ArrayList<>()).add(value);
  }

  private static JsonNode oneOrList(
      List<JsonNode> values, @org.jspecify.annotations.Nullable String mark) {
    boolean single = mark == null || !mark.startsWith(JsonNotation.ONE);
    if (values.size() == 1 && single) {
      return values.get(0);
    }
    return JSON.arrayNode().addAll(values);
  }

  private static JsonNode value(XmlElement child, String arrayMark) {
    if (arrayMark.endsWith(JsonNotation.NESTED)) {
      return nested(child);
    }
    if (child.attribute(JsonNotation.XSI, "nil").filter(XmlToJson::isTrue).isPresent()) {
      return JSON.nullNode();
    }
    boolean leaf = child.elements().findAny().isEmpty();
    boolean plain = leaf && child.attributes().stream().allMatch(XmlToJson::isMark);
    if (!plain || child.attribute(JsonNotation.MARKS, JsonNotation.OBJECT).isPresent()) {
      return object(child);
    }
    return scalar(child);
  }

  private static ArrayNode nested(XmlElement array) {
    JsonNode items = object(array).path(JsonNotation.ITEM);
    if (items.isArray()) {
      return (ArrayNode) items;
    }
    ArrayNode inner = JSON.arrayNode();
    if (!items.isMissingNode()) {
      inner.add(items);
    }
    return inner;
  }

  private static JsonNode scalar(XmlElement leaf) {
    String text = leaf.text();
    String type = schemaType(leaf);
    if (type.equals("boolean")) {
      return JSON.booleanNode(isTrue(text));
    }
    if (NUMBERS.contains(type) && text.length() <= LONGEST_NUMBER) {
      try {
        return JSON.numberNode(new BigDecimal(text.strip()));
      } catch (NumberFormatException notOne) { // INF, NaN or wrongly typed: shown as it stands
        return JSON.textNode(text);
      }
    }
    return JSON.textNode(text);
  }

  /** Local name of {@code xsi:type} when it is one of XML Schema's own; empty otherwise. */
  private static String schemaType(XmlElement element) {
    String type = element.attribute(JsonNotation.XSI, "type").orElse("").strip();
    int colon = type.indexOf(':');
    String prefix = colon < 0 ? "" : type.substring(0, colon);
    boolean schema = element.scope().namespace(prefix).filter(JsonNotation.XS::equals).isPresent();
    return schema ? type.substring(colon + 1) : "";
  }

  private static boolean isTrue(String text) {
    String value = text.strip();
    return value.equals("true") || value.equals("1");
  }

  private static boolean isMark(XmlAttribute attribute) {
    String namespace = attribute.name().namespace();
    return namespace.equals(JsonNotation.XSI) || namespace.equals(JsonNotation.MARKS);
  }

  /** Text directly in the element, empty when it is only white space between elements. */
  private static String ownText(XmlElement element) {
    StringBuilder own = new StringBuilder();
    element.children().stream()
        .filter(XmlText.class::isInstance)
        .forEach(text -> own.append(text.text()));
    return own.toString().isBlank() ? "" : own.toString();
  }
}
