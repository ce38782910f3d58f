package org.wellspring.filter.query;

import java.util.List;
import java.util.Optional;

/**
 * A query on one class, as it was written.
 *
 * @param selection what is delivered of an event; empty for all of it
 * @param fromClass the class whose events, and whose subclasses' events, are asked for
 * @param alias another name for that class in the query
 */
public record Query(
    List<Selected> selection,
    String fromClass,
    Optional<String> alias,
    Optional<Expression> where) {
  public Query {
    selection = List.copyOf(selection);
  }

  /**
   * An entry of the SELECT list.
   *
   * @param path names from the event's properties downwards, at least one
   */
  public record Selected(List<String> path) {
    public Selected {
      path = List.copyOf(path);
    }
  }
}
