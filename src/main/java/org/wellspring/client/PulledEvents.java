package org.wellspring.client;

import java.util.List;
import java.util.Optional;
import org.wellspring.xml.XmlElement;

/**
 * What one Pull brought.
 *
 * @param items bare event elements, oldest first; empty when nothing came in time
 * @param context for the next Pull; empty: there is nothing more to pull
 * @param bookmark covers the last item
 */
public record PulledEvents(
    List<XmlElement> items, Optional<String> context, Optional<XmlElement> bookmark) {
  /** The time was up: the context stays good. */
  static PulledEvents nothing(String context) {
    return new PulledEvents(List.of(), Optional.of(context), Optional.empty());
  }

  static PulledEvents of(XmlElement response, List<XmlElement> headers) {
    return new PulledEvents(
        response.child(Wire.WSEN, "Items").stream().flatMap(XmlElement::elements).toList(),
        nextContext(response),
        headers.stream().filter(block -> block.name().local().equals("Bookmark")).findFirst());
  }

  /** An empty context is none; and after EndOfSequence none counts. */
  static Optional<String> nextContext(XmlElement response) {
    boolean ended =
        response.elements().anyMatch(child -> child.name().local().equals("EndOfSequence"));
    return ended
        ? Optional.empty()
        : response.childText(Wire.WSEN, "EnumerationContext").filter(text -> !text.isEmpty());
  }
}
