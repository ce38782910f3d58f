package org.wellspring.filter.criteria;

import java.util.Map;
import java.util.Set;
import org.wellspring.filter.Filter;
import org.wellspring.filter.FilterDialect;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.criteria.ConditionReader.Subject;
import org.wellspring.filter.text.TextLimits;
import org.wellspring.model.FilterSpec;

/** The criteria language over SOAP: the filter's text is a condition on the event. */
public final class CriteriaDialect implements FilterDialect {
  public static final String URI = "urn:wellspring:filter:criteria";

  private final CriteriaCompiler compiler;

  public CriteriaDialect(TextLimits limits) {
    this.compiler = new CriteriaCompiler(limits);
  }

  @Override
  public Set<String> uris() {
    return Set.of(URI);
  }

  @Override
  public Filter compile(FilterSpec spec, Map<String, String> fallbackPrefixes)
      throws FilterProblem {
    return Filter.of(compiler.compile(spec.text(), Subject.EVENT));
  }
}
