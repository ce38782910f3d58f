package org.wellspring.filter;

import org.wellspring.model.Event;
import org.wellspring.xml.XmlElement;

/** Makes of an event the part that a subscriber asked for. Compared by value; immutable. */
@FunctionalInterface
public interface Projection {
  /**
   * The part.
   *
   * @param root the event's root element
   * @return stands in no other tree
   */
  XmlElement apply(XmlElement root);

  /** The event with that part for a body. */
  default Event apply(Event event) {
    return Event.of(
        event.source(),
        event.selectors(),
        event.id(),
        event.action(),
        event.time(),
        apply(event.body()));
  }
}
