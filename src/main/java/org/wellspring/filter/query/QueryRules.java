package org.wellspring.filter.query;

import org.wellspring.filter.predicate.TextCase;
import org.wellspring.filter.predicate.Truth;

/**
 * Where the query languages differ in meaning.
 *
 * @param textCase whether texts that are compared tell upper from lower case
 * @param ofNull what a comparison says when there is no value, or one of another type: UNKNOWN, or
 *     FALSE
 */
public record QueryRules(TextCase textCase, Truth ofNull) {
  /** DSP0202: case counts, and logic has three values. */
  public static final QueryRules CQL = new QueryRules(TextCase.EXACT, Truth.UNKNOWN);

  /** WMI: case is ignored, and NULL compares false with everything. */
  public static final QueryRules WQL = new QueryRules(TextCase.IGNORED, Truth.FALSE);
}
