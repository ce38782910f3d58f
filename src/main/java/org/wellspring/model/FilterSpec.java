package org.wellspring.model;

import java.util.Map;
import java.util.Optional;
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
}
