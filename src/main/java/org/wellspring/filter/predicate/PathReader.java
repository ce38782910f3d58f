package org.wellspring.filter.predicate;

import java.util.ArrayList;
import java.util.List;
import org.wellspring.xml.XmlAttribute;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlName;

/** Finds the nodes of a {@link Operand.NodePath}. */
final class PathReader {
  private PathReader() {}

  static Values read(EventView event, Operand.NodePath path) {
    List<Values.Raw> found = new ArrayList<>(1);
    List<XmlName> steps = path.elements();
    if (steps.isEmpty()) {
      found.add(new Values.Raw(null, event.root(), false, false));
    } else if (event.name().equals(steps.get(0))) {
      collect(event, event.root(), path, 1, found);
    }
    return found.isEmpty() ? Values.NONE : new Values(found);
  }

  private static void collect(
      EventView event,
      XmlElement at,
      Operand.NodePath path,
      int depth,
      List<Values.Raw> found) {
    if (depth == path.elements().size()) {
      end(at, path, found);
      return;
    }
    for (XmlElement child : event.children(at, path.elements().get(depth))) {
      collect(event, child, path, depth + 1, found);
    }
  }

  private static void end(XmlElement at, Operand.NodePath path, List<Values.Raw> found) {
    XmlName wanted = path.attribute();
    if (wanted == null) {
      found.add(new Values.Raw(null, at, false, false));
      return;
    }
    for (XmlAttribute attribute : at.attributes()) {
      if (attribute.name().equals(wanted)) {
        found.add(Values.Raw.of(attribute.value()));
      }
    }
  }
}
