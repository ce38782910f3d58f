package org.wellspring.bench.filters;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wellspring.filter.Filter;
import org.wellspring.filter.FilterIndex;
import org.wellspring.filter.Verdict;
import org.wellspring.filter.predicate.EventView;
import org.wellspring.model.Event;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.SelectorSet;

/** So many distinct filters, each with a subscriber of its own, in an index. */
public final class FilterSet {
  private final FilterIndex<Integer> index = new FilterIndex<>();
  private final List<FilterSpec> specs = new ArrayList<>();
  private final List<Filter> filters = new ArrayList<>();

  /** Compiles and adds one more, as a Subscribe does. */
  public void add(FilterMix mix, FilterSpec spec) {
    add(spec, mix.compile(spec));
  }

  void add(FilterSpec spec, Filter filter) {
    index.add(FilterMix.RESOURCE, SelectorSet.NONE, Optional.of(spec), filter, specs.size());
    specs.add(spec);
    filters.add(filter);
  }

  /** Takes the last one out again. */
  public void removeLast() {
    int last = specs.size() - 1;
    filters.remove(last);
    index.remove(FilterMix.RESOURCE, SelectorSet.NONE, Optional.of(specs.remove(last)), last);
  }

  public int size() {
    return specs.size();
  }

  public FilterIndex.Size indexSize() {
    return index.size();
  }

  /** How many want an event, by the index; below 0 when one was broken. */
  public int match(Event event) {
    int[] found = new int[1];
    index.match(event, subscriber -> found[0]++, broken -> found[0] = Integer.MIN_VALUE / 2);
    return found[0];
  }

  /** How many want an event, by asking each. */
  public int ask(Event event) {
    EventView view = EventView.of(event);
    int found = 0;
    for (Filter filter : filters) {
      if (filter.test(view) == Verdict.YES) {
        found++;
      }
    }
    return found;
  }
}
