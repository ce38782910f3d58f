package org.wellspring.server.crash;

import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.SelectorSet;

/**
 * What a subscriber asks for, and the same said in Java.
 *
 * @param test of a volume
 */
record Wanted(SelectorSet selectors, Optional<String> xpath, IntPredicate test) {
  private static final String XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116";

  static final Wanted ALL = new Wanted(SelectorSet.NONE, Optional.empty(), volume -> true);
  static final Wanted NORTH =
      new Wanted(
          SelectorSet.of("ResourceID", Fountains.NORTH),
          Optional.empty(),
          volume -> volume % 2 == 0);
  static final Wanted THIRDS =
      new Wanted(
          SelectorSet.NONE,
          Optional.of("/fcs:Usage[@Volume mod 3 = 0]"),
          volume -> volume % 3 == 0);

  Optional<FilterSpec> filter() {
    return xpath.map(
        text -> new FilterSpec(XPATH, text, Map.of("fcs", Fountains.NAMESPACE), Optional.empty()));
  }
}
