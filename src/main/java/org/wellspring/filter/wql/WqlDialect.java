package org.wellspring.filter.wql;

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
 * WQL over the events of a resource. NULL compares false with everything; texts are compared
 * without case.
 */
public final class WqlDialect implements FilterDialect {
  public static final String URI = "http://schemas.microsoft.com/wbem/wsman/1/WQL";

  /** As Pegasus has it, and as CIM_IndicationFilter.QueryLanguage names it. */
  private static final List<String> OTHERS =
      List.of("http://schemas.dmtf.org/wbem/wsman/1/WQL", "WQL");

  private final WqlReader reader;
  private final QueryCompiler compiler;

  public WqlDialect(TextLimits limits, ClassHierarchy classes) {
    this.reader = new WqlReader(limits);
    this.compiler = new QueryCompiler(QueryRules.WQL, classes);
  }

  @Override
  public Set<String> uris() {
    Set<String> uris = new LinkedHashSet<>(List.of(URI));
    uris.addAll(OTHERS);
    return Collections.unmodifiableSet(uris);
  }

  @Override
  public Filter compile(FilterSpec spec, Map<String, String> fallbackPrefixes)
      throws FilterProblem {
    return compiler.compile(reader.read(spec.text()));
  }
}
