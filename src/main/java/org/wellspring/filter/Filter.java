package org.wellspring.filter;

import java.util.Optional;
import org.wellspring.filter.predicate.EventView;
import org.wellspring.filter.predicate.Predicate;
import org.wellspring.model.Event;
import org.wellspring.xml.XmlElement;

/**
 * A compiled filter. Immutable; safe for use by several threads.
 *
 * <p>A dialect makes one with {@link #of(Predicate)} (or {@link PredicateFilter} when it has a
 * projection), and the index looks into its {@link #predicate}. One that only has {@link #test} is
 * opaque: it is evaluated for every event of its resource and counted in a metric.
 */
@FunctionalInterface
public interface Filter {
  /** Everything passes. */
  Filter ALL = of(Predicate.TRUE);

  static Filter of(Predicate predicate) {
    return new PredicateFilter(predicate, Optional.empty());
  }

  /** Tests a document whose root element is the event or the enumerated item. */
  Verdict test(XmlElement root);

  default Verdict test(Event event) {
    return test(EventView.of(event));
  }

  /** Tests an event through a view that other filters use as well. */
  default Verdict test(EventView event) {
    return test(event.root());
  }

  /** What this filter asks, for the index. */
  default Predicate predicate() {
    return new OpaqueLeaf(this);
  }

  /** What is delivered instead of the whole event: CQL's and WQL's SELECT list. */
  default Optional<Projection> projection() {
    return Optional.empty();
  }
}
