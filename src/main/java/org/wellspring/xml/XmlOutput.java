package org.wellspring.xml;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes elements as text, declaring each namespace where it is first needed. Prefixes that only
 * occur inside text or attribute values ({@code xsi:type="p:T"}, QNames in content) are declared
 * too, so the result is self-contained.
 */
public final class XmlOutput {
  private final StringBuilder out;

  private XmlOutput(StringBuilder out) {
    this.out = out;
  }

  public static String toString(XmlElement element) {
    StringBuilder text = new StringBuilder(256);
    append(text, element);
    return text.toString();
  }

  public static byte[] toUtf8(XmlElement element) {
    return toString(element).getBytes(StandardCharsets.UTF_8);
  }

  /** Appends an element as a self-contained fragment. */
  public static void append(StringBuilder out, XmlElement element) {
    append(out, element, Map.of());
  }

  /**
   * Appends an element below markup that already declares some prefixes.
   *
   * @param declared prefix to namespace, as bound around the place of writing
   */
  public static void append(StringBuilder out, XmlElement element, Map<String, String> declared) {
    new XmlOutput(out).write(element, declared);
  }

  private void write(XmlElement element, Map<String, String> inherited) {
    Map<String, String> fresh = new LinkedHashMap<>();
    Map<String, String> bound = new HashMap<>(inherited);
    String prefix = bind(element.prefix(), element.name().namespace(), bound, fresh);
    Map<String, String> used = new HashMap<>(4);
    used.put(prefix, element.name().namespace());
    out.append('<');
    appendName(prefix, element.name().local());
    for (XmlAttribute attribute : element.attributes()) {
      String spelled = bindAttribute(attribute, bound, fresh, used);
      used.put(spelled, attribute.name().namespace());
      out.append(' ');
      appendName(spelled, attribute.name().local());
      out.append("=\"");
      escapeAttribute(out, attribute.value());
      out.append('"');
    }
    bindPrefixesInContent(element, bound, fresh, used);
    fresh.forEach(this::appendDeclaration);
    if (element.children().isEmpty()) {
      out.append("/>");
      return;
    }
    out.append('>');
    for (XmlNode child : element.children()) {
      if (child instanceof XmlElement below) {
        write(below, bound);
      } else {
        escapeText(out, child.text());
      }
    }
    out.append("</");
    appendName(prefix, element.name().local());
    out.append('>');
  }

  private static String bind(
      String prefix, String namespace, Map<String, String> bound, Map<String, String> fresh) {
    if (namespace.isEmpty()) {
      if (!bound.getOrDefault("", "").isEmpty()) {
        declare("", "", bound, fresh);
      }
      return "";
    }
    if (namespace.equals(NamespaceScope.XML_NAMESPACE)) {
      return "xml";
    }
    if (!namespace.equals(bound.get(prefix))) {
      declare(prefix, namespace, bound, fresh);
    }
    return prefix;
  }

  /**
   * @param used prefixes that names of this element have already, inherited ones included: they
   *     must keep their meaning
   */
  private static String bindAttribute(
      XmlAttribute attribute,
      Map<String, String> bound,
      Map<String, String> fresh,
      Map<String, String> used) {
    String namespace = attribute.name().namespace();
    if (namespace.isEmpty()) {
      return "";
    }
    String prefix = attribute.prefix();
    boolean clashes = !namespace.equals(used.getOrDefault(prefix, namespace));
    if (prefix.isEmpty() || clashes) {
      int n = 1;
      while (bound.containsKey("a" + n) && !namespace.equals(bound.get("a" + n))) {
        n++;
      }
      prefix = "a" + n;
    }
    return bind(prefix, namespace, bound, fresh);
  }

  private static void bindPrefixesInContent(
      XmlElement element,
      Map<String, String> bound,
      Map<String, String> fresh,
      Map<String, String> used) {
    for (Map.Entry<String, String> binding : element.scope().bindings().entrySet()) {
      String prefix = binding.getKey();
      boolean pending = !prefix.isEmpty() && !binding.getValue().equals(bound.get(prefix));
      if (pending && !used.containsKey(prefix) && mentions(element, prefix + ":")) {
        declare(prefix, binding.getValue(), bound, fresh);
      }
    }
  }

  private static boolean mentions(XmlElement element, String prefixAndColon) {
    return element.attributes().stream().anyMatch(a -> a.value().contains(prefixAndColon))
        || element.children().stream()
            .anyMatch(child -> child instanceof XmlText && child.text().contains(prefixAndColon));
  }

  private static void declare(
      String prefix, String namespace, Map<String, String> bound, Map<String, String> fresh) {
    bound.put(prefix, namespace);
    fresh.put(prefix, namespace);
  }

  private void appendDeclaration(String prefix, String namespace) {
    out.append(prefix.isEmpty() ? " xmlns" : " xmlns:").append(prefix).append("=\"");
    escapeAttribute(out, namespace);
    out.append('"');
  }

  private void appendName(String prefix, String local) {
    if (!prefix.isEmpty()) {
      out.append(prefix).append(':');
    }
    out.append(local);
  }

  /**
   * Escapes character data. Carriage returns are written as references, or a reader would normalise
   * them away.
   */
  public static void escapeText(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '\r' -> out.append("&#13;");
        default -> out.append(c);
      }
    }
  }

  /** Escapes an attribute value for double quotes, white space included. */
  public static void escapeAttribute(StringBuilder out, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '"' -> out.append("&quot;");
        case '\t', '\n', '\r' -> out.append("&#").append((int) c).append(';');
        default -> out.append(c);
      }
    }
  }

  /**
   * Replaces the characters that no XML 1.0 document may hold by U+FFFD, for text that comes from
   * outside.
   */
  public static String legalText(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().map(c -> isLegal(c) ? c : 0xFFFD).forEach(clean::appendCodePoint);
    return clean.toString();
  }

  private static boolean isLegal(int c) {
    return c == 0x9
        || c == 0xA
        || c == 0xD
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
