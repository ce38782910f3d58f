package org.wellspring.bench;

import java.util.List;

/**
 * What came out.
 *
 * @param limitName what the figure is compared with
 * @param note what else is worth knowing; may be empty
 * @param problems what went wrong: events lost, doubled, reordered; empty: nothing
 */
record Result(
    String scenario,
    String unit,
    double figure,
    String limitName,
    double limit,
    Reach reach,
    String note,
    List<String> problems) {
  Result {
    problems = List.copyOf(problems);
  }

  double ratio() {
    return limit == 0 ? Double.NaN : figure / limit;
  }

  boolean isReached() {
    return problems.isEmpty() && reach.isMet(figure, ratio());
  }
}
