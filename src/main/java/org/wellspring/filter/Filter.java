package org.wellspring.filter;

import org.wellspring.model.Event;
import org.wellspring.xml.XmlElement;

/** A compiled filter. Immutable; safe for use by several threads. */
public interface Filter {
  /** Everything passes. */
  Filter ALL = document -> Verdict.YES;

  /** Tests a document whose root element is the event or the enumerated item. */
  Verdict test(XmlElement root);

  default Verdict test(Event event) {
    return test(event.body());
  }
}
