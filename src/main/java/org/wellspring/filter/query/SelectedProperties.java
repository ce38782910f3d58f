package org.wellspring.filter.query;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wellspring.filter.Projection;
import org.wellspring.filter.predicate.TextCase;
import org.wellspring.xml.XmlAttribute;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlNode;

/**
 * Keeps the properties that a SELECT list names, in the event's own order; the element itself, its
 * namespaces and its attributes of XML Schema's instance namespace stay. What the event does not
 * have is left out.
 *
 * @param byName what is kept of a property: itself when there is nothing below, else a part of the
 *     object that it is. Folded names.
 */
record SelectedProperties(Map<String, SelectedProperties> byName) implements Projection {
  private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

  SelectedProperties {
    byName = Map.copyOf(byName);
  }

  static SelectedProperties of(List<Query.Selected> selection) {
    Draft root = new Draft();
    selection.forEach(entry -> root.add(entry.path()));
    return root.finished();
  }

  /** While it is built. */
  private static final class Draft {
    final Map<String, Draft> below = new HashMap<>();
    boolean whole;

    void add(List<String> path) {
      Draft here = this;
      for (String name : path) {
        here = here.below.computeIfAbsent(TextCase.folded(name), any -> new Draft());
      }
      here.whole = true;
    }

    /** An object that is asked for as a whole and in part is there as a whole. */
    SelectedProperties finished() {
      Map<String, SelectedProperties> finished = new HashMap<>();
      if (!whole) {
        below.forEach((name, draft) -> finished.put(name, draft.finished()));
      }
      return new SelectedProperties(finished);
    }
  }

  @Override
  public XmlElement apply(XmlElement root) {
    XmlElement.Builder part = root.toBuilder().clearChildren().clearAttributes();
    for (XmlAttribute attribute : root.attributes()) {
      if (attribute.name().namespace().equals(XSI) || keeps(attribute.name().local())) {
        part.attribute(attribute);
      }
    }
    for (XmlNode child : root.children()) {
      if (child instanceof XmlElement property && keeps(property.name().local())) {
        SelectedProperties below = byName.get(TextCase.folded(property.name().local()));
        part.add(below == null || below.byName.isEmpty() ? property : below.apply(property));
      }
    }
    return part.build();
  }

  private boolean keeps(String name) {
    return byName.containsKey(TextCase.folded(name));
  }
}
