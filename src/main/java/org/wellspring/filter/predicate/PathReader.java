package org.wellspring.filter.predicate;

import java.util.ArrayList;
import java.util.List;
import org.wellspring.xml.XmlAttribute;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlName;

/** Finds the nodes of a {@link Operand.NodePath}. */
final class PathReader {
  /**
   * Elements that stand in each other have the same text again and again. So many characters may
   * all of them have, beside what the event itself has.
   */
  private static final long MOST_TEXT = 4_000_000;

  private final EventView event;
  private final Operand.NodePath path;
  private final List<Values.Raw> found = new ArrayList<>(1);

  private PathReader(EventView event, Operand.NodePath path) {
    this.event = event;
    this.path = path;
  }

  static Values read(EventView event, Operand.NodePath path) {
    PathReader reader = new PathReader(event, path);
    if (path.from() == Operand.NodePath.From.ANYWHERE) {
      for (XmlElement start : event.everywhere(path.elements().get(0))) {
        reader.collect(start, 1);
      }
    } else if (path.elements().isEmpty()) {
      reader.found.add(new Values.Raw(null, event.root(), false, false));
    } else if (isNamed(event.name(), path.elements().get(0))) {
      reader.collect(event.root(), 1);
    }
    return reader.values();
  }

  private static boolean isNamed(XmlName name, XmlName wanted) {
    return wanted == Operand.NodePath.ANY || name.equals(wanted);
  }

  private void collect(XmlElement at, int depth) {
    if (depth == path.elements().size()) {
      end(at);
      return;
    }
    for (XmlElement child : event.children(at, path.elements().get(depth))) {
      collect(child, depth + 1);
    }
  }

  private void end(XmlElement at) {
    XmlName wanted = path.attribute();
    if (wanted == null) {
      found.add(new Values.Raw(null, at, false, false));
      return;
    }
    for (XmlAttribute attribute : at.attributes()) {
      if (isNamed(attribute.name(), wanted)) {
        found.add(Values.Raw.of(attribute.value()));
      }
    }
  }

  private Values values() {
    if (found.isEmpty()) {
      return Values.NONE;
    }
    boolean mayNest = path.from() == Operand.NodePath.From.ANYWHERE && path.attribute() == null;
    return new Values(found, mayNest && found.size() > 1 && isTooMuchText());
  }

  private boolean isTooMuchText() {
    long sum = 0;
    for (Values.Raw raw : found) {
      if (raw.element() != null) {
        sum += event.all().textLength(raw.element());
      }
    }
    return sum > MOST_TEXT + event.all().textLength(event.root());
  }
}
