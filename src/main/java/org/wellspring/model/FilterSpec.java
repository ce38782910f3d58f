package org.wellspring.model;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wellspring.xml.XmlElement;

/**
 * A filter as a subscriber wrote it.
 *
 * @param dialect the dialect's URI; never empty, the default is filled in
 * @param text the expression, trimmed; empty when the dialect has element content
 * @param namespaces prefixes in scope where the filter stood
 * @param element the filter element, for dialects with element content
 */
public record FilterSpec(
    String dialect, String text, Map<String, String> namespaces, Optional<XmlElement> element) {
  public FilterSpec {
    dialect = dialect.strip();
    text = text.strip();
    namespaces = Map.copyOf(namespaces);
  }

  /**
   * Two filters are equal when they read the same: equal ones share their evaluation, and in Trap
   * mode a group.
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof FilterSpec that
        && dialect.equals(that.dialect)
        && text.equals(that.text)
        && usedNamespaces().equals(that.usedNamespaces())
        && element.map(XmlElement::toString).equals(that.element.map(XmlElement::toString));
  }

  /** Envelopes declare more prefixes than a filter uses; the others make no difference. */
  private Map<String, String> usedNamespaces() {
    return namespaces.entrySet().stream()
        .filter(binding -> text.contains(binding.getKey() + ":"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** By the expression alone: quick, and few filters differ in nothing but their namespaces. */
  @Override
  public int hashCode() {
    return 31 * Objects.hash(dialect, text) + element.map(e -> e.toString().hashCode()).orElse(0);
  }
}
