package org.wellspring.filter.predicate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlName;
import org.wellspring.xml.XmlNode;

/**
 * All elements of an event in document order, and by name; get it from {@link EventView#all}. Made
 * in one pass.
 */
public final class EventElements {
  private final List<XmlElement> elements = new ArrayList<>();
  private final Map<XmlName, List<XmlElement>> byName = new HashMap<>();
  private final XmlElement root;
  private @Nullable Map<XmlElement, Long> lengths;

  EventElements(XmlElement root) {
    this.root = root;
    collect(root);
  }

  private void collect(XmlElement element) {
    elements.add(element);
    byName.computeIfAbsent(element.name(), name -> new ArrayList<>(1)).add(element);
    for (XmlNode child : element.children()) {
      if (child instanceof XmlElement below) {
        collect(below);
      }
    }
  }

  List<XmlElement> elements() {
    return elements;
  }

  List<XmlElement> named(XmlName name) {
    return byName.getOrDefault(name, List.of());
  }

  /** The names that occur. */
  public Set<XmlName> names() {
    return Collections.unmodifiableSet(byName.keySet());
  }

  /** Characters of text in an element and all below it. */
  long textLength(XmlElement element) {
    if (lengths == null) {
      lengths = new IdentityHashMap<>();
      measure(root, lengths);
    }
    return lengths.getOrDefault(element, 0L);
  }

  private static long measure(XmlElement element, Map<XmlElement, Long> lengths) {
    long sum = 0;
    for (XmlNode child : element.children()) {
      sum += child instanceof XmlElement below ? measure(below, lengths) : child.text().length();
    }
    lengths.put(element, sum);
    return sum;
  }
}
