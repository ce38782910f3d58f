package org.wellspring.filter.predicate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wellspring.filter.predicate.Operand.Spaces;
import org.wellspring.xml.XmlAttribute;
import org.wellspring.xml.XmlElement;

/**
 * The properties of an element by folded name: attributes first, then child elements in order. Get
 * it from {@link EventView#slots}.
 */
public final class SlotTable {
  private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

  /** A property under the name as written. */
  private record Property(String name, Values.Raw raw) {}

  private final Map<String, List<Property>> byName = new HashMap<>();

  SlotTable(XmlElement element) {
    for (XmlAttribute attribute : element.attributes()) {
      if (!attribute.name().namespace().equals(XSI)) {
        add(attribute.name().local(), Values.Raw.of(attribute.value()));
      }
    }
    element
        .elements()
        .forEach(
            child -> add(child.name().local(), new Values.Raw(null, child, isNil(child), false)));
  }

  private void add(String name, Values.Raw raw) {
    byName
        .computeIfAbsent(TextCase.folded(name), folded -> new ArrayList<>(1))
        .add(new Property(name, raw));
  }

  private static boolean isNil(XmlElement element) {
    return element.attribute(XSI, "nil").filter(v -> v.equals("true") || v.equals("1")).isPresent();
  }

  /** The folded names that are there. */
  public Set<String> names() {
    return byName.keySet();
  }

  /** The child elements under a folded name. */
  public List<XmlElement> elements(String folded) {
    List<XmlElement> found = new ArrayList<>();
    for (Property property : byName.getOrDefault(folded, List.of())) {
      if (property.raw.element() != null) {
        found.add(property.raw.element());
      }
    }
    return found;
  }

  Values values(Operand.Slot slot, EventView event) {
    List<Values.Raw> found = new ArrayList<>(1);
    collect(slot, 0, event, found);
    return found.isEmpty() ? Values.NONE : new Values(found);
  }

  private void collect(Operand.Slot slot, int depth, EventView event, List<Values.Raw> found) {
    String folded = slot.foldedPath().get(depth);
    boolean last = depth == slot.path().size() - 1;
    for (Property property : byName.getOrDefault(folded, List.of())) {
      if (slot.nameCase() == TextCase.EXACT && !property.name.equals(slot.path().get(depth))) {
        continue;
      }
      if (last) {
        found.add(spaced(property.raw, slot.spaces()));
      } else if (property.raw.element() != null) {
        event.slots(property.raw.element()).collect(slot, depth + 1, event, found);
      }
    }
  }

  private static Values.Raw spaced(Values.Raw raw, Spaces spaces) {
    return spaces == Spaces.KEPT
        ? raw
        : new Values.Raw(raw.text(), raw.element(), raw.isNull(), true);
  }
}
