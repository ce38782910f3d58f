package org.wellspring.filter;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.wellspring.model.Event;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SelectorSet;

/**
 * Who wants an event. Interests are grouped by resource, and equal ones are one node that is
 * evaluated once per event, however many subscribers share it.
 *
 * <p>Adding and removing are safe while matching goes on; a subscriber added during a match may or
 * may not be found by it.
 *
 * @param <T> the subscribers
 */
public final class FilterIndex<T> {
  /** What makes two subscribers want the same. The filter's text stands for the compiled filter. */
  private record Interest(SelectorSet selectors, Optional<FilterSpec> spec) {}

  private static final class Node<T> {
    final Filter filter;
    final Set<T> subscribers = ConcurrentHashMap.newKeySet();

    Node(Filter filter) {
      this.filter = filter;
    }
  }

  private final ConcurrentMap<ResourceUri, ConcurrentMap<Interest, Node<T>>> byResource =
      new ConcurrentHashMap<>();

  /** Adds a subscriber under an interest. */
  public void add(
      ResourceUri resource,
      SelectorSet selectors,
      Optional<FilterSpec> spec,
      Filter filter,
      T subscriber) {
    byResource
        .computeIfAbsent(resource, uri -> new ConcurrentHashMap<>())
        .compute(
            new Interest(selectors, spec),
            (interest, known) -> {
              Node<T> node = known == null ? new Node<>(filter) : known;
              node.subscribers.add(subscriber);
              return node;
            });
  }

  /**
   * The compiled filter of those who want the same already, so that it is kept once; the given one
   * when nobody does.
   */
  public Filter shared(
      ResourceUri resource, SelectorSet selectors, Optional<FilterSpec> spec, Filter filter) {
    ConcurrentMap<Interest, Node<T>> interests = byResource.get(resource);
    Node<T> node = interests == null ? null : interests.get(new Interest(selectors, spec));
    return node == null ? filter : node.filter;
  }

  /** Takes a subscriber out; does nothing when it is not there. */
  public void remove(
      ResourceUri resource, SelectorSet selectors, Optional<FilterSpec> spec, T subscriber) {
    ConcurrentMap<Interest, Node<T>> interests = byResource.get(resource);
    if (interests != null) {
      interests.computeIfPresent(
          new Interest(selectors, spec),
          (interest, node) -> {
            node.subscribers.remove(subscriber);
            return node.subscribers.isEmpty() ? null : node;
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
    ConcurrentMap<Interest, Node<T>> interests = byResource.get(event.source());
    if (interests == null) {
      return;
    }
    for (Map.Entry<Interest, Node<T>> entry : interests.entrySet()) {
      if (covers(entry.getKey().selectors(), event)) {
        Node<T> node = entry.getValue();
        switch (node.filter.test(event)) {
          case YES -> node.subscribers.forEach(hit);
          case BROKEN -> node.subscribers.forEach(broken);
          case NO -> {
            // nobody here wants it
          }
        }
      }
    }
  }

  /** Every subscriber there is. */
  public void forEach(Consumer<T> action) {
    byResource
        .values()
        .forEach(interests -> interests.values().forEach(node -> node.subscribers.forEach(action)));
  }

  /** Whether selectors of a subscription pick the instance that raised the event. */
  public static boolean covers(SelectorSet wanted, Event event) {
    return wanted.isEmpty() || wanted.covers(event.selectors());
  }
}
