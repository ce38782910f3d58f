package org.wellspring.filter;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wellspring.model.FilterSpec;

/** A language for filters. */
public interface FilterDialect {
  /** The URIs under which clients ask for it; the first one is announced. */
  Set<String> uris();

  /** The URI that clients are told; empty for a dialect that only front doors ask for. */
  default Optional<String> announced() {
    return uris().stream().findFirst();
  }

  /**
   * Compiles a filter.
   *
   * @param fallbackPrefixes prefixes that count where the subscriber declared none: the resource's
   *     own
   * @throws FilterProblem when the text is not of this dialect, or beyond its limits
   */
  Filter compile(FilterSpec spec, Map<String, String> fallbackPrefixes) throws FilterProblem;
}
