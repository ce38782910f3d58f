package org.wellspring.filter.xpath.expr;

import java.math.BigDecimal;
import org.wellspring.xml.XmlAttribute;
import org.wellspring.xml.XmlDocument;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlText;

/** From one type to another. §4.2, §4.3, §4.4. */
public final class Convert {
  private Convert() {}

  static boolean toBoolean(Object value) {
    if (value instanceof NodeSet nodes) {
      return !nodes.isEmpty();
    }
    if (value instanceof Double number) {
      return number != 0 && !number.isNaN();
    }
    return value instanceof String text ? !text.isEmpty() : (Boolean) value;
  }

  static double toNumber(Object value, Focus focus) {
    if (value instanceof Double number) {
      return number;
    }
    return value instanceof Boolean truth ? (truth ? 1 : 0) : toNumber(toText(value, focus));
  }

  /** The value of an expression as {@code string()} gives it. */
  public static String asText(Object value, Focus focus) {
    return toText(value, focus);
  }

  static String toText(Object value, Focus focus) {
    if (value instanceof NodeSet nodes) {
      return nodes.isEmpty() ? "" : textOf(nodes.nodes().get(0), focus.evaluation());
    }
    return value instanceof Double number ? toText(number) : value.toString();
  }

  /** The string-value of a node. §5. */
  static String textOf(Object node, Evaluation evaluation) {
    String text = textOf(node);
    evaluation.read(text);
    return text;
  }

  private static String textOf(Object node) {
    if (node instanceof XmlElement element) {
      return element.text();
    }
    if (node instanceof XmlAttribute attribute) {
      return attribute.value();
    }
    if (node instanceof XmlText text) {
      return text.text();
    }
    return node instanceof XmlDocument document
        ? document.root().text()
        : ((NamespaceNode) node).uri();
  }

  /** Optional minus, digits with or without a point, white space around: nothing else. §4.4. */
  public static double toNumber(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    int digits = 0;
    int points = 0;
    for (int i = from < to && text.charAt(from) == '-' ? from + 1 : from; i < to; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (c == '.' && points == 0) {
        points++;
      } else {
        return Double.NaN;
      }
    }
    return digits == 0 ? Double.NaN : Double.parseDouble(text.substring(from, to));
  }

  static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  /** Decimal, without exponent. §4.2. */
  static String toText(double number) {
    if (number == Math.rint(number) && Math.abs(number) < 1e15) {
      return Long.toString((long) number);
    }
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return Double.isNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
    }
    return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
  }
}
