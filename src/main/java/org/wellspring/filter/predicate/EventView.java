package org.wellspring.filter.predicate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wellspring.model.Event;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlName;

/**
 * One event as filters see it. What was read once is kept, so that any number of filters may ask
 * for the same: make one view per event and use it for all of them. Not for use by several threads.
 */
public final class EventView {
  private final XmlElement root;
  private final @Nullable Event event;
  private final Map<Operand, Values> values = new HashMap<>();
  private @Nullable Map<Object, Object> derived;
  private @Nullable SlotTable slots;
  private @Nullable String trouble;

  private EventView(XmlElement root, @Nullable Event event) {
    this.root = root;
    this.event = event;
  }

  public static EventView of(Event event) {
    return new EventView(event.body(), event);
  }

  /** A view of something that is not an event, such as an enumerated item: it has no resource. */
  public static EventView of(XmlElement root) {
    return new EventView(root, null);
  }

  /** The event's root element. */
  public XmlElement root() {
    return root;
  }

  /** The event; empty for an enumerated item. */
  public Optional<Event> event() {
    return Optional.ofNullable(event);
  }

  /** The root element's name; its local part is the event's class. */
  public XmlName name() {
    return root.name();
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
      return slots().values(slot);
    }
    if (operand instanceof Operand.NodePath path) {
      return PathReader.read(root, path);
    }
    if (operand == Operand.CLASS_NAME) {
      return single(root.name().local());
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

  /** The properties of the root element. */
  SlotTable slots() {
    SlotTable known = slots;
    if (known == null) {
      known = new SlotTable(root);
      slots = known;
    }
    return known;
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

  /** Why the last leaf that was BROKEN was so; for the subscriber. */
  public String trouble() {
    return trouble == null ? "it failed on this event" : trouble;
  }

  void troubledBy(RuntimeException problem) {
    trouble = problem instanceof CannotEvaluate known ? known.getMessage() : null;
  }
}
