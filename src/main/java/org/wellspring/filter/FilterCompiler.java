package org.wellspring.filter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wellspring.model.FilterSpec;

/**
 * Finds the dialect and compiles. Unknown dialects and bad expressions are refused here, at
 * Subscribe.
 */
public final class FilterCompiler {
  private final List<FilterDialect> dialects;
  private final Map<String, FilterDialect> byUri = new LinkedHashMap<>();

  public FilterCompiler(List<FilterDialect> dialects) {
    this.dialects = List.copyOf(dialects);
    dialects.forEach(dialect -> dialect.uris().forEach(uri -> byUri.put(uri, dialect)));
  }

  /** This compiler with a dialect that only our own front doors use: it is not announced. */
  public FilterCompiler withUnlisted(FilterDialect own) {
    FilterCompiler more = new FilterCompiler(dialects);
    more.byUri.putAll(byUri);
    own.uris().forEach(uri -> more.byUri.put(uri, own));
    return more;
  }

  /** The URI of each dialect, for the fault that lists them. */
  public List<String> supportedDialects() {
    return dialects.stream().flatMap(dialect -> dialect.announced().stream()).toList();
  }

  /** Empty when the dialect is not known. */
  public Optional<Filter> compile(FilterSpec spec, Map<String, String> fallbackPrefixes)
      throws FilterProblem {
    FilterDialect dialect = byUri.get(spec.dialect());
    return dialect == null
        ? Optional.empty()
        : Optional.of(dialect.compile(spec, fallbackPrefixes));
  }
}
