package org.wellspring.resource.jmx;

import java.lang.reflect.Array;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.Iterator;
import java.util.Map;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.jspecify.annotations.Nullable;
import org.wellspring.xml.XmlAttribute;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlName;
import org.wellspring.xml.XmlOutput;

/**
 * Writes values of MBeans into elements.
 *
 * <ul>
 *   <li>simple values: text; dates as in XML Schema; null as {@code xsi:nil}
 *   <li>arrays and collections: children {@code Item}
 *   <li>{@link CompositeData}: children {@code Field Name="…"}
 *   <li>{@link TabularData}: children {@code Row}, each with {@code Field}s
 *   <li>maps: children {@code Entry Key="…"}
 * </ul>
 *
 * Bounded: {@value #MAX_ITEMS} children, {@value #MAX_TEXT} characters and {@value #MAX_DEPTH}
 * levels; what was cut off is marked by an attribute {@code Truncated="true"}.
 */
public final class JmxValues {
  public static final String NAMESPACE = "urn:wellspring:jmx";
  public static final String PREFIX = "jmx";

  private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
  private static final int MAX_ITEMS = 1_000;
  private static final int MAX_TEXT = 65_536;
  private static final int MAX_DEPTH = 24;

  private JmxValues() {}

  /** A builder for an element of the JMX namespace. */
  public static XmlElement.Builder element(String local) {
    return XmlElement.builder(NAMESPACE, local, PREFIX);
  }

  /** An element with text. */
  public static XmlElement leaf(String local, String text) {
    return element(local).text(cut(text)).build();
  }

  /** Puts a value into an element. */
  public static XmlElement.Builder write(XmlElement.Builder into, @Nullable Object value) {
    return write(into, value, 0);
  }

  private static XmlElement.Builder write(
      XmlElement.Builder into, @Nullable Object value, int depth) {
    if (value == null) {
      return into.attribute(new XmlAttribute(new XmlName(XSI, "nil"), "xsi", "true"));
    }
    boolean nested =
        value instanceof CompositeData
            || value instanceof TabularData
            || value instanceof Collection
            || value instanceof Map
            || value.getClass().isArray();
    if (!nested) {
      return text(into, value);
    }
    if (depth >= MAX_DEPTH) {
      return into.attribute("Truncated", "true");
    }
    if (value instanceof CompositeData composite) {
      return fields(into, composite, depth);
    }
    if (value instanceof TabularData table) {
      return rows(into, table, depth);
    }
    if (value instanceof Map<?, ?> map) {
      return entries(into, map, depth);
    }
    return value instanceof Collection<?> items
        ? items(into, items.iterator(), depth)
        : array(into, value, depth);
  }

  private static XmlElement.Builder fields(
      XmlElement.Builder into, CompositeData composite, int depth) {
    for (String name : composite.getCompositeType().keySet()) {
      XmlElement.Builder field = element("Field").attribute("Name", XmlOutput.legalText(name));
      into.add(write(field, composite.get(name), depth + 1).build());
    }
    return into;
  }

  private static XmlElement.Builder rows(XmlElement.Builder into, TabularData table, int depth) {
    int count = 0;
    for (Object row : table.values()) {
      if (count++ == MAX_ITEMS) {
        return into.attribute("Truncated", "true");
      }
      into.add(write(element("Row"), row, depth + 1).build());
    }
    return into;
  }

  private static XmlElement.Builder entries(XmlElement.Builder into, Map<?, ?> map, int depth) {
    int count = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (count++ == MAX_ITEMS) {
        return into.attribute("Truncated", "true");
      }
      XmlElement.Builder one =
          element("Entry").attribute("Key", XmlOutput.legalText(String.valueOf(entry.getKey())));
      into.add(write(one, entry.getValue(), depth + 1).build());
    }
    return into;
  }

  private static XmlElement.Builder items(XmlElement.Builder into, Iterator<?> items, int depth) {
    int count = 0;
    while (items.hasNext()) {
      if (count++ == MAX_ITEMS) {
        return into.attribute("Truncated", "true");
      }
      into.add(write(element("Item"), items.next(), depth + 1).build());
    }
    return into;
  }

  private static XmlElement.Builder array(XmlElement.Builder into, Object array, int depth) {
    int length = Array.getLength(array);
    for (int i = 0; i < Math.min(length, MAX_ITEMS); i++) {
      into.add(write(element("Item"), Array.get(array, i), depth + 1).build());
    }
    return length > MAX_ITEMS ? into.attribute("Truncated", "true") : into;
  }

  private static XmlElement.Builder text(XmlElement.Builder into, Object value) {
    String text = textOf(value);
    if (text.length() > MAX_TEXT) {
      into.attribute("Truncated", "true");
    }
    return into.text(cut(text));
  }

  @SuppressWarnings("JavaUtilDate") // JMX knows no other
  private static String textOf(Object value) {
    if (value instanceof ObjectName name) {
      return name.getCanonicalName();
    }
    if (value instanceof Date date) {
      return Instant.ofEpochMilli(date.getTime()).toString();
    }
    return String.valueOf(value);
  }

  private static String cut(String text) {
    return XmlOutput.legalText(text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text);
  }
}
