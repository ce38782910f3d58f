package org.wellspring.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wellspring.filter.index.Few;
import org.wellspring.filter.index.PredicateIndex;
import org.wellspring.filter.predicate.EventView;
import org.wellspring.filter.predicate.Match;
import org.wellspring.filter.predicate.Operand;
import org.wellspring.filter.predicate.Predicate;
import org.wellspring.filter.predicate.TextCase;
import org.wellspring.filter.predicate.ValueTest;
import org.wellspring.model.Event;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SelectorSet;

/**
 * Who wants an event. Found by what the event is, not by asking everybody: the filters of each
 * resource are a {@link PredicateIndex}. Subscribers whose filters read the same share one compiled
 * filter; filters that mean the same are evaluated once per event.
 *
 * <p>Adding and removing are safe while matching goes on; a subscriber added during a match may or
 * may not be found by it.
 *
 * @param <T> the subscribers
 */
public final class FilterIndex<T> {
  /** What makes two subscribers want the same. The filter's text stands for the compiled filter. */
  private record Interest(SelectorSet selectors, Optional<FilterSpec> spec) {}

  /** Those who want the same. */
  private static final class Party<T> {
    final Filter filter;
    final Predicate predicate;

    /** See {@link Few}; changed within {@code compute} of the map that holds this. */
    private volatile @Nullable Object subscribers;

    Party(Filter filter, SelectorSet selectors) {
      this.filter = filter;
      this.predicate = selectors.isEmpty() ? filter.predicate() : both(selectors, filter);
    }

    void add(T subscriber) {
      subscribers = Few.with(subscribers, subscriber);
    }

    void remove(T subscriber) {
      subscribers = Few.without(subscribers, subscriber);
    }

    boolean isEmpty() {
      return Few.isEmpty(subscribers);
    }

    void forEach(Consumer<? super T> action) {
      Few.forEach(subscribers, action);
    }

    private static Predicate both(SelectorSet selectors, Filter filter) {
      List<Predicate> all = new ArrayList<>();
      selectors
          .asMap()
          .forEach(
              (name, value) ->
                  all.add(
                      Match.of(
                          new Operand.Selector(name), ValueTest.equalTo(value, TextCase.EXACT))));
      all.add(filter.predicate());
      return Predicate.allOf(all);
    }
  }

  private static final class OfResource<T> {
    final ConcurrentMap<Interest, Party<T>> parties = new ConcurrentHashMap<>();
    final PredicateIndex<Party<T>> index = new PredicateIndex<>();
  }

  /**
   * How much there is.
   *
   * @param filters distinct predicates
   * @param unindexed those of them that are evaluated on every event of their resource
   * @param expressions distinct parts of predicates
   * @param evaluated evaluations of predicates so far
   */
  public record Size(long filters, long unindexed, long expressions, long evaluated) {
    private Size plus(PredicateIndex<?> index) {
      return new Size(
          filters + index.size(),
          unindexed + index.unindexed(),
          expressions + index.expressions(),
          evaluated + index.evaluated());
    }
  }

  private final ConcurrentMap<ResourceUri, OfResource<T>> byResource = new ConcurrentHashMap<>();

  /** Adds a subscriber under an interest. */
  public void add(
      ResourceUri resource,
      SelectorSet selectors,
      Optional<FilterSpec> spec,
      Filter filter,
      T subscriber) {
    OfResource<T> here = byResource.computeIfAbsent(resource, uri -> new OfResource<>());
    here.parties.compute(
        new Interest(selectors, spec),
        (interest, known) -> {
          if (known != null) {
            known.add(subscriber);
            return known;
          }
          Party<T> party = new Party<>(filter, selectors);
          party.add(subscriber);
          here.index.add(party.predicate, party);
          return party;
        });
  }

  /**
   * The compiled filter of those who want the same already, so that it is kept once; the given one
   * when nobody does.
   */
  public Filter shared(
      ResourceUri resource, SelectorSet selectors, Optional<FilterSpec> spec, Filter filter) {
    OfResource<T> here = byResource.get(resource);
    Party<T> party = here == null ? null : here.parties.get(new Interest(selectors, spec));
    return party == null ? filter : party.filter;
  }

  /** Takes a subscriber out; does nothing when it is not there. */
  public void remove(
      ResourceUri resource, SelectorSet selectors, Optional<FilterSpec> spec, T subscriber) {
    OfResource<T> here = byResource.get(resource);
    if (here != null) {
      here.parties.computeIfPresent(
          new Interest(selectors, spec),
          (interest, party) -> {
            party.remove(subscriber);
            if (!party.isEmpty()) {
              return party;
            }
            here.index.remove(party.predicate, party);
            return null;
          });
    }
  }

  /**
   * Finds the subscribers of an event.
   *
   * @param hit told of each one whose filter says yes
   * @param broken told of each one whose filter could not be evaluated
   */
  public void match(Event event, Consumer<T> hit, Consumer<T> broken) {
    match(event, hit, (subscriber, why) -> broken.accept(subscriber));
  }

  /**
   * Finds the subscribers of an event.
   *
   * @param hit told of each one whose filter says yes
   * @param broken told of each one whose filter could not be evaluated, and why
   */
  public void match(Event event, Consumer<T> hit, BiConsumer<T, String> broken) {
    EventView view = EventView.of(event);
    match(byResource.get(event.source()), view, hit, broken);
    match(byResource.get(ResourceUri.ALL), view, hit, broken);
  }

  private static <T> void match(
      @Nullable OfResource<T> here, EventView view, Consumer<T> hit, BiConsumer<T, String> broken) {
    if (here == null) {
      return;
    }
    here.index.match(
        view,
        new PredicateIndex.Found<>() {
          @Override
          public void matches(Party<T> party) {
            party.forEach(hit);
          }

          @Override
          public void broken(Party<T> party, String why) {
            party.forEach(subscriber -> broken.accept(subscriber, why));
          }
        });
  }

  /** Every subscriber there is. */
  public void forEach(Consumer<T> action) {
    byResource.values().forEach(here -> here.parties.values().forEach(p -> p.forEach(action)));
  }

  public Size size() {
    Size all = new Size(0, 0, 0, 0);
    for (OfResource<T> here : byResource.values()) {
      all = all.plus(here.index);
    }
    return all;
  }

  /** Whether selectors of a subscription pick the instance that raised the event. */
  public static boolean covers(SelectorSet wanted, Event event) {
    return wanted.isEmpty() || wanted.covers(event.selectors());
  }
}
