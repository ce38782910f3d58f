package org.wellspring.filter.predicate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wellspring.model.Event;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlName;
import org.wellspring.xml.XmlNode;

/**
 * One event as filters see it. What was read once is kept, so that any number of filters may ask
 * for the same: make one view per event and use it for all of them. Not for use by several threads.
 */
public final class EventView {
  private static final int FEW_CHILDREN = 16;

  private final @Nullable Event event;

  /** Null until somebody asks: an event that was read back is parsed then. */
  private @Nullable XmlElement root;

  private final Map<Operand, Values> values = new HashMap<>();
  private @Nullable Map<Object, Object> derived;
  private @Nullable SlotTable rootSlots;
  private @Nullable EventElements all;
  private @Nullable Map<XmlElement, SlotTable> embedded;
  private @Nullable Map<XmlElement, Map<XmlName, List<XmlElement>>> wide;
  private @Nullable Map<Leaf, String> troubles;

  private EventView(@Nullable XmlElement root, @Nullable Event event) {
    this.root = root;
    this.event = event;
  }

  public static EventView of(Event event) {
    return new EventView(null, event);
  }

  /** A view of something that is not an event, such as an enumerated item: it has no resource. */
  public static EventView of(XmlElement root) {
    return new EventView(root, null);
  }

  /** The event's root element. */
  public XmlElement root() {
    XmlElement known = root;
    if (known == null) {
      known = Objects.requireNonNull(event, "a view is of an event or of an element").body();
      root = known;
    }
    return known;
  }

  /** The event; empty for an enumerated item. */
  public Optional<Event> event() {
    return Optional.ofNullable(event);
  }

  /** The root element's name; its local part is the event's class. */
  public XmlName name() {
    return root().name();
  }

  /** The values of an operand: read at the first call. */
  public Values values(Operand operand) {
    Values known = values.get(operand);
    if (known == null) {
      known = read(operand);
      values.put(operand, known);
    }
    return known;
  }

  private Values read(Operand operand) {
    if (operand instanceof Operand.Slot slot) {
      return slots(root()).values(slot, this);
    }
    if (operand instanceof Operand.NodePath path) {
      return PathReader.read(this, path);
    }
    if (operand == Operand.CLASS_NAME) {
      return single(root().name().local());
    }
    Event known = event;
    if (known == null) {
      return Values.NONE;
    }
    if (operand instanceof Operand.Selector selector) {
      return known.selectors().value(selector.name()).map(EventView::single).orElse(Values.NONE);
    }
    return single(operand == Operand.RESOURCE ? known.source().toString() : known.action());
  }

  private static Values single(String text) {
    return new Values(List.of(Values.Raw.of(text)));
  }

  /**
   * The properties of the root element, or of one that is an embedded object.
   *
   * @param element of this event
   */
  public SlotTable slots(XmlElement element) {
    if (element == root()) {
      SlotTable known = rootSlots;
      if (known == null) {
        known = new SlotTable(element);
        rootSlots = known;
      }
      return known;
    }
    if (embedded == null) {
      embedded = new IdentityHashMap<>();
    }
    return embedded.computeIfAbsent(element, SlotTable::new);
  }

  /**
   * The child elements of that name, in order. Of an element with many children they are looked up,
   * not searched for.
   *
   * @param element of this event
   */
  public List<XmlElement> children(XmlElement element, XmlName name) {
    if (element.children().size() > FEW_CHILDREN && name != Operand.NodePath.ANY) {
      if (wide == null) {
        wide = new IdentityHashMap<>();
      }
      return wide.computeIfAbsent(element, EventView::byName).getOrDefault(name, List.of());
    }
    List<XmlElement> found = List.of();
    for (XmlNode child : element.children()) {
      if (child instanceof XmlElement candidate && named(candidate, name)) {
        if (found.isEmpty()) {
          found = new ArrayList<>(2);
        }
        found.add(candidate);
      }
    }
    return found;
  }

  private static boolean named(XmlElement element, XmlName name) {
    return name == Operand.NodePath.ANY || element.name().equals(name);
  }

  /** All elements of that name, in document order. */
  public List<XmlElement> everywhere(XmlName name) {
    return name == Operand.NodePath.ANY ? all().elements() : all().named(name);
  }

  /** All elements of the event. */
  public EventElements all() {
    EventElements known = all;
    if (known == null) {
      known = new EventElements(root());
      all = known;
    }
    return known;
  }

  private static Map<XmlName, List<XmlElement>> byName(XmlElement element) {
    Map<XmlName, List<XmlElement>> all = new HashMap<>();
    element
        .elements()
        .forEach(child -> all.computeIfAbsent(child.name(), n -> new ArrayList<>(1)).add(child));
    return all;
  }

  /**
   * Something else that is worked out once per event, such as another notation of it.
   *
   * @param key compared by value; the same key always has the same type of value
   */
  @SuppressWarnings("unchecked") // the caller keeps to one type per key
  public <T> T derived(Object key, Function<EventView, T> make) {
    if (derived == null) {
      derived = new HashMap<>();
    }
    T known = (T) derived.get(key);
    if (known == null) {
      known = make.apply(this);
      derived.put(key, known);
    }
    return known;
  }

  /** Why a leaf was BROKEN on this event, for the subscriber; empty when it was not. */
  public Optional<String> troubleWith(Leaf leaf) {
    return troubles == null ? Optional.empty() : Optional.ofNullable(troubles.get(leaf));
  }

  /** Why leaves were BROKEN on this event; of several, one. */
  public Optional<String> trouble() {
    return troubles == null ? Optional.empty() : troubles.values().stream().findFirst();
  }

  void troubledBy(Leaf leaf, RuntimeException problem) {
    if (troubles == null) {
      troubles = new HashMap<>();
    }
    troubles.put(
        leaf,
        problem instanceof CannotEvaluate known
            ? String.valueOf(known.getMessage())
            : "it failed with " + problem.getClass().getSimpleName());
  }
}
