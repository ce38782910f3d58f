package org.wellspring.filter.index;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.wellspring.filter.predicate.EventView;
import org.wellspring.filter.predicate.Operand;
import org.wellspring.xml.XmlAttribute;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlName;
import org.wellspring.xml.XmlNode;

/** XPath's paths by their steps. */
final class PathTrie {
  private static final XmlName ANY = Operand.NodePath.ANY;

  private static final class Branch {
    final Map<XmlName, Branch> below = new ConcurrentHashMap<>();
    final Map<XmlName, OperandIndex> attributes = new ConcurrentHashMap<>();
    volatile @Nullable OperandIndex here;

    boolean isEmpty() {
      return below.isEmpty() && attributes.isEmpty() && here == null;
    }
  }

  private final Branch document = new Branch();
  private final Branch anywhere = new Branch();

  private Branch top(Operand.NodePath path) {
    return path.from() == Operand.NodePath.From.DOCUMENT ? document : anywhere;
  }

  void put(Operand.NodePath path, OperandIndex index) {
    Branch at = top(path);
    for (XmlName name : path.elements()) {
      at = at.below.computeIfAbsent(name, n -> new Branch());
    }
    if (path.attribute() == null) {
      at.here = index;
    } else {
      at.attributes.put(path.attribute(), index);
    }
  }

  void remove(Operand.NodePath path) {
    remove(top(path), path, 0);
  }

  private static void remove(Branch at, Operand.NodePath path, int depth) {
    if (depth == path.elements().size()) {
      if (path.attribute() == null) {
        at.here = null;
      } else {
        at.attributes.remove(path.attribute());
      }
      return;
    }
    XmlName name = path.elements().get(depth);
    Branch next = at.below.get(name);
    if (next != null) {
      remove(next, path, depth + 1);
      if (next.isEmpty()) {
        at.below.remove(name);
      }
    }
  }

  /** Adds the paths that the event has. */
  void collect(EventView event, List<OperandIndex> found) {
    OperandIndex whole = document.here;
    if (whole != null) {
      found.add(whole);
    }
    if (!document.below.isEmpty()) {
      collectFromRoot(event, found);
    }
    if (!anywhere.below.isEmpty()) {
      collectAnywhere(event, found);
    }
  }

  private void collectFromRoot(EventView event, List<OperandIndex> found) {
    for (XmlName name : List.of(event.name(), ANY)) {
      Branch next = document.below.get(name);
      if (next != null) {
        collect(next, List.of(event.root()), event, found);
      }
    }
  }

  private void collectAnywhere(EventView event, List<OperandIndex> found) {
    for (XmlName name : event.all().names()) {
      Branch next = anywhere.below.get(name);
      if (next != null) {
        collect(next, event.everywhere(name), event, found);
      }
    }
    Branch any = anywhere.below.get(ANY);
    if (any != null) {
      collect(any, event.everywhere(ANY), event, found);
    }
  }

  private static void collect(
      Branch at, List<XmlElement> elements, EventView event, List<OperandIndex> found) {
    OperandIndex here = at.here;
    if (here != null) {
      found.add(here);
    }
    if (!at.attributes.isEmpty()) {
      collectAttributes(at, elements, found);
    }
    if (at.below.isEmpty()) {
      return;
    }
    if (elements.size() == 1 && at.below.size() < elements.get(0).children().size()) {
      at.below.forEach(
          (name, next) -> {
            List<XmlElement> children = event.children(elements.get(0), name);
            if (!children.isEmpty()) {
              collect(next, children, event, found);
            }
          });
      return;
    }
    children(at, elements).forEach((next, children) -> collect(next, children, event, found));
  }

  private static Map<Branch, List<XmlElement>> children(Branch at, List<XmlElement> elements) {
    Map<Branch, List<XmlElement>> byBranch = new LinkedHashMap<>();
    Branch any = at.below.get(ANY);
    for (XmlElement element : elements) {
      for (XmlNode child : element.children()) {
        if (child instanceof XmlElement candidate) {
          put(byBranch, at.below.get(candidate.name()), candidate);
          put(byBranch, any, candidate);
        }
      }
    }
    return byBranch;
  }

  private static void put(
      Map<Branch, List<XmlElement>> byBranch, @Nullable Branch branch, XmlElement element) {
    if (branch != null) {
      byBranch.computeIfAbsent(branch, b -> new ArrayList<>(1)).add(element);
    }
  }

  private static void collectAttributes(
      Branch at, List<XmlElement> elements, List<OperandIndex> found) {
    Set<OperandIndex> once = new LinkedHashSet<>();
    OperandIndex any = at.attributes.get(ANY);
    if (any != null) {
      once.add(any);
    }
    for (XmlElement element : elements) {
      for (XmlAttribute attribute : element.attributes()) {
        OperandIndex index = at.attributes.get(attribute.name());
        if (index != null) {
          once.add(index);
        }
      }
    }
    found.addAll(once);
  }
}
