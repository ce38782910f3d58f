package org.wellspring.filter.selector;

import java.util.Map;
import java.util.stream.Stream;
import org.wellspring.filter.Filter;
import org.wellspring.filter.Verdict;
import org.wellspring.xml.XmlAttribute;
import org.wellspring.xml.XmlElement;

/** A conjunction of "property equals value". */
final class SelectorFilter implements Filter {
  private final Map<String, String> wanted;

  SelectorFilter(Map<String, String> wanted) {
    this.wanted = Map.copyOf(wanted);
  }

  @Override
  public Verdict test(XmlElement root) {
    return wanted.entrySet().stream().allMatch(w -> has(root, w.getKey(), w.getValue()))
        ? Verdict.YES
        : Verdict.NO;
  }

  private static boolean has(XmlElement root, String name, String value) {
    Stream<String> attributes =
        root.attributes().stream()
            .filter(a -> a.name().local().equalsIgnoreCase(name))
            .map(XmlAttribute::value);
    Stream<String> children =
        root.elements()
            .filter(child -> child.name().local().equalsIgnoreCase(name))
            .map(XmlElement::trimmedText);
    return Stream.concat(attributes, children).anyMatch(value::equals);
  }

  @Override
  public String toString() {
    return wanted.toString();
  }
}
