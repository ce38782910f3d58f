package org.wellspring.filter.index;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.wellspring.filter.predicate.EventView;
import org.wellspring.filter.predicate.Operand;
import org.wellspring.filter.predicate.SlotTable;
import org.wellspring.xml.XmlElement;

/** Slots by the folded names of their path. */
final class SlotTrie {
  private static final class Branch {
    final Map<String, Branch> below = new ConcurrentHashMap<>();

    /** Variants of one name: with and without regard to case, stripped or not. */
    final List<OperandIndex> here = new CopyOnWriteArrayList<>();

    boolean isEmpty() {
      return below.isEmpty() && here.isEmpty();
    }
  }

  private final Branch top = new Branch();

  void put(Operand.Slot slot, OperandIndex index) {
    Branch at = top;
    for (String name : slot.foldedPath()) {
      at = at.below.computeIfAbsent(name, n -> new Branch());
    }
    at.here.add(index);
  }

  void remove(Operand.Slot slot) {
    remove(top, slot, 0);
  }

  private static void remove(Branch at, Operand.Slot slot, int depth) {
    if (depth == slot.foldedPath().size()) {
      at.here.removeIf(index -> index.operand.equals(slot));
      return;
    }
    String name = slot.foldedPath().get(depth);
    Branch next = at.below.get(name);
    if (next != null) {
      remove(next, slot, depth + 1);
      if (next.isEmpty()) {
        at.below.remove(name);
      }
    }
  }

  /** Adds the slots that the event has. */
  void collect(EventView event, List<OperandIndex> found) {
    if (!top.below.isEmpty()) {
      collect(top, List.of(event.root()), event, found);
    }
  }

  private static void collect(
      Branch at, List<XmlElement> elements, EventView event, List<OperandIndex> found) {
    if (elements.size() == 1) {
      SlotTable table = event.slots(elements.get(0));
      if (at.below.size() < table.names().size()) {
        at.below.forEach(
            (name, next) -> {
              if (table.names().contains(name)) {
                enter(next, name, elements, event, found);
              }
            });
        return;
      }
    }
    for (String name : names(elements, event)) {
      Branch next = at.below.get(name);
      if (next != null) {
        enter(next, name, elements, event, found);
      }
    }
  }

  private static Iterable<String> names(List<XmlElement> elements, EventView event) {
    if (elements.size() == 1) {
      return event.slots(elements.get(0)).names();
    }
    return elements.stream().flatMap(e -> event.slots(e).names().stream()).distinct().toList();
  }

  private static void enter(
      Branch at, String name, List<XmlElement> parents, EventView event, List<OperandIndex> found) {
    found.addAll(at.here);
    if (!at.below.isEmpty()) {
      List<XmlElement> elements =
          parents.size() == 1
              ? event.slots(parents.get(0)).elements(name)
              : parents.stream().flatMap(p -> event.slots(p).elements(name).stream()).toList();
      if (!elements.isEmpty()) {
        collect(at, elements, event, found);
      }
    }
  }
}
