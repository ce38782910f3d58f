package org.wellspring.filter.cql;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wellspring.filter.ClassHierarchy;
import org.wellspring.filter.Filter;
import org.wellspring.filter.FilterDialect;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.query.QueryCompiler;
import org.wellspring.filter.query.QueryRules;
import org.wellspring.filter.text.TextLimits;
import org.wellspring.model.FilterSpec;

/**
 * CQL over the events of a resource. A comparison with NULL is unknown, and an event passes only
 * when the whole is true; texts are compared by case.
 */
public final class CqlDialect implements FilterDialect {
  public static final String URI = "http://schemas.dmtf.org/wbem/cql/1/dsp0202.pdf";

  /** Names of the same language in CIM_IndicationFilter.QueryLanguage. */
  private static final List<String> NAMES = List.of("DMTF:CQL", "CIM:CQL");

  private final CqlReader reader;
  private final QueryCompiler compiler;

  public CqlDialect(TextLimits limits, ClassHierarchy classes) {
    this.reader = new CqlReader(limits);
    this.compiler = new QueryCompiler(QueryRules.CQL, classes);
  }

  @Override
  public Set<String> uris() {
    Set<String> uris = new LinkedHashSet<>(List.of(URI));
    uris.addAll(NAMES);
    return Collections.unmodifiableSet(uris);
  }

  @Override
  public Filter compile(FilterSpec spec, Map<String, String> fallbackPrefixes)
      throws FilterProblem {
    return compiler.compile(reader.read(spec.text()));
  }
}
