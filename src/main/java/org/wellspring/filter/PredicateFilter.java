package org.wellspring.filter;

import java.util.Optional;
import org.wellspring.filter.predicate.EventView;
import org.wellspring.filter.predicate.Predicate;
import org.wellspring.xml.XmlElement;

/** The filter that a dialect compiles its text to. */
public record PredicateFilter(Predicate predicate, Optional<Projection> projection)
    implements Filter {
  @Override
  public Verdict test(XmlElement root) {
    return test(EventView.of(root));
  }

  @Override
  public Verdict test(EventView event) {
    return Verdict.of(predicate.evaluate(event));
  }
}
