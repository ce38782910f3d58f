package org.wellspring.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.wellspring.xml.XmlAttribute;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlName;
import org.wellspring.xml.XmlOutput;

/** One JSON object on its way to XML; the table is at {@link JsonBody}. Not for several threads. */
final class JsonToXml {
  private static final XmlLimits LIMITS = XmlLimits.DEFAULTS;
  private static final int LONGEST_PLAIN_NUMBER = 64;

  private final String namespace;
  private final Map<String, String> prefixesUsed = new TreeMap<>();

  JsonToXml(String namespace) {
    this.namespace = namespace;
  }

  /** Prefix to namespace, of the marks that were needed. */
  Map<String, String> prefixesUsed() {
    return prefixesUsed;
  }

  XmlElement root(String local, JsonNode object) throws JsonProblem {
    if (!object.isObject()) {
      throw new JsonProblem(
          "JSON data must be an object, not "
              + kind(object)
              + ": its members are the properties. An XML element needs the content type"
              + " application/xml");
    }
    XmlElement.Builder element = XmlElement.builder(namespace, local, "");
    addMembers(element, object, 1);
    return element.build();
  }

  private static String kind(JsonNode node) {
    return node.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
  }

  private void addMembers(XmlElement.Builder parent, JsonNode object, int depth)
      throws JsonProblem {
    if (depth >= LIMITS.maxDepth()) {
      throw new JsonProblem("deeper than " + LIMITS.maxDepth() + " levels");
    }
    int children = 0;
    Iterator<Map.Entry<String, JsonNode>> members = object.fields();
    while (members.hasNext()) {
      Map.Entry<String, JsonNode> member = members.next();
      children += addMember(parent, member.getKey(), member.getValue(), depth);
      checkCount(children, member.getKey());
    }
  }

  private int addMember(XmlElement.Builder parent, String name, JsonNode value, int depth)
      throws JsonProblem {
    if (!XmlName.isLegal(name)) {
      throw new JsonProblem(
          "the member name \""
              + XmlOutput.legalText(name)
              + "\" cannot name an XML element (a letter or _ first, then letters, digits, . - _)");
    }
    if (!value.isArray()) {
      parent.add(value(XmlElement.builder(namespace, name, ""), name, value, depth + 1));
      return 1;
    }
    if (value.isEmpty()) {
      XmlElement.Builder empty = XmlElement.builder(namespace, name, "");
      parent.add(mark(empty, JsonNotation.ARRAY, JsonNotation.EMPTY).build());
      return 1;
    }
    checkCount(value.size(), name);
    for (JsonNode item : value) {
      parent.add(item(name, item, value.size(), depth + 1));
    }
    return value.size();
  }

  private XmlElement item(String name, JsonNode item, int siblings, int depth) throws JsonProblem {
    XmlElement.Builder element = XmlElement.builder(namespace, name, "");
    String marks =
        (siblings == 1 ? JsonNotation.ONE : "") + (item.isArray() ? " " + JsonNotation.NESTED : "");
    if (!marks.isEmpty()) {
      mark(element, JsonNotation.ARRAY, marks.strip());
    }
    if (!item.isArray()) {
      return value(element, name, item, depth);
    }
    if (depth >= LIMITS.maxDepth()) {
      throw new JsonProblem("deeper than " + LIMITS.maxDepth() + " levels");
    }
    if (!item.isEmpty()) {
      addMember(element, JsonNotation.ITEM, item, depth);
    }
    return element.build();
  }

  private XmlElement value(XmlElement.Builder element, String name, JsonNode value, int depth)
      throws JsonProblem {
    if (value.isObject()) {
      if (value.isEmpty()) {
        mark(element, JsonNotation.OBJECT, JsonNotation.EMPTY);
      }
      addMembers(element, value, depth);
    } else if (value.isNull()) {
      schemaInstance(element, "nil", "true");
    } else if (value.isNumber()) {
      number(element, value.decimalValue());
    } else if (value.isBoolean()) {
      typed(element, "xs:boolean").text(value.asText());
    } else {
      element.text(checkedText(name, value.asText()));
    }
    return element.build();
  }

  private void number(XmlElement.Builder element, BigDecimal value) {
    long digits = value.precision() + Math.abs((long) value.scale());
    if (digits <= LONGEST_PLAIN_NUMBER || value.scale() == 0) {
      typed(element, "xs:decimal").text(value.toPlainString());
    } else {
      typed(element, "xs:double").text(value.toString());
    }
  }

  private XmlElement.Builder typed(XmlElement.Builder element, String type) {
    prefixesUsed.put("xs", JsonNotation.XS);
    return schemaInstance(element.declare(Map.of("xs", JsonNotation.XS)), "type", type);
  }

  private XmlElement.Builder schemaInstance(XmlElement.Builder element, String name, String value) {
    prefixesUsed.put("xsi", JsonNotation.XSI);
    return element.attribute(new XmlAttribute(new XmlName(JsonNotation.XSI, name), "xsi", value));
  }

  private XmlElement.Builder mark(XmlElement.Builder element, String name, String value) {
    prefixesUsed.put("j", JsonNotation.MARKS);
    return element.attribute(new XmlAttribute(new XmlName(JsonNotation.MARKS, name), "j", value));
  }

  private static String checkedText(String name, String text) throws JsonProblem {
    if (text.length() > LIMITS.maxTextLength()) {
      throw new JsonProblem(
          "\"" + name + "\" is longer than " + LIMITS.maxTextLength() + " characters");
    }
    if (!XmlOutput.legalText(text).equals(text)) {
      throw new JsonProblem(
          "\""
              + name
              + "\" holds a control character that XML cannot carry; leave it out or"
              + " replace it");
    }
    return text;
  }

  private static void checkCount(int children, String name) throws JsonProblem {
    if (children > LIMITS.maxChildren()) {
      throw new JsonProblem(
          "more than " + LIMITS.maxChildren() + " values in one object, at \"" + name + "\"");
    }
  }
}
