package org.wellspring.filter.xpath;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wellspring.filter.predicate.EventView;
import org.wellspring.filter.xpath.expr.Evaluation;
import org.wellspring.xml.XmlElement;

/**
 * What document an expression sees, and from which node. WS-Management's filters see the event,
 * from the document node; those of plain WS-Eventing and of W3C's see the notification's envelope,
 * from its root element.
 *
 * @param envelope null when the document is the event
 */
record XPathContext(@Nullable EnvelopeForm envelope) {
  /** The event is the document. */
  static final XPathContext EVENT = new XPathContext(null);

  XmlElement root(EventView event) {
    EnvelopeForm form = envelope;
    return form == null ? event.root() : event.derived(this, view -> wrapped(form, view));
  }

  private static XmlElement wrapped(EnvelopeForm form, EventView event) {
    XmlElement copy = event.root().toBuilder().build(); // the event itself stands in no tree
    Optional<String> action = event.event().map(known -> known.action());
    return form.wrap(copy, action.orElse(""));
  }

  Object node(Evaluation evaluation) {
    return envelope == null ? evaluation.document() : evaluation.document().root();
  }
}
