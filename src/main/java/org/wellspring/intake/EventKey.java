package org.wellspring.intake;

import org.wellspring.model.Event;
import org.wellspring.model.ResourceUri;

/** What makes two events the same one: CloudEvents 1.0 §3.1.1, {@code source} and {@code id}. */
record EventKey(ResourceUri source, String id) {
  static EventKey of(Event event) {
    return new EventKey(event.source(), event.id());
  }
}
