package org.wellspring.stream;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.wellspring.filter.criteria.CriteriaCompiler;
import org.wellspring.filter.predicate.EventView;
import org.wellspring.filter.predicate.Predicate;
import org.wellspring.filter.predicate.Truth;
import org.wellspring.model.ResourceUri;

/**
 * The cells of this server, by name, with the resources whose events each sees. Immutable.
 *
 * <p>The server's own cell is always there, if only empty.
 */
public final class Cells {
  private final Map<String, Set<ResourceUri>> byName;

  public Cells(Map<String, Set<ResourceUri>> byName) {
    this.byName = new TreeMap<>(byName);
  }

  Set<String> names() {
    return byName.keySet();
  }

  /** Names of the cells that fulfil a condition compiled for a cell. */
  Set<String> matching(Predicate condition) {
    Set<String> found = new LinkedHashSet<>();
    for (String name : byName.keySet()) {
      EventView cell = EventView.of(CriteriaCompiler.cell(Map.of("name", name)));
      if (condition.evaluate(cell) == Truth.TRUE) {
        found.add(name);
      }
    }
    return found;
  }

  Set<ResourceUri> resources(Set<String> cells) {
    Set<ResourceUri> resources = new LinkedHashSet<>();
    cells.forEach(name -> resources.addAll(byName.getOrDefault(name, Set.of())));
    return resources;
  }
}
