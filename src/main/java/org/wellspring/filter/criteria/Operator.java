package org.wellspring.filter.criteria;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The operators of the criteria language, with the names under which texts have them. */
public enum Operator {
  ENDS_WITH("ENDS_WITH"),
  ENDS_WITH_IGNORE_CASE("ENDS_WITH_IGNORE_CASE"),
  STARTS_WITH("STARTS_WITH"),
  STARTS_WITH_IGNORE_CASE("STARTS_WITH_IGNORE_CASE"),
  CONTAINS("CONTAINS"),
  CONTAINS_IGNORE_CASE("CONTAINS_IGNORECASE"),
  NOT_EQUALS("NOT_EQUALS"),
  NOT_EQUALS_IGNORE_CASE("NOT_EQUALS_IGNORE_CASE"),
  EQUALS("EQUALS"),
  /** The seed's text calls it EQUALSIGNORECASE, its table EQUALS_IGNORE_CASE. */
  EQUALS_IGNORE_CASE("EQUALS_IGNORE_CASE", "EQUALSIGNORECASE"),
  LIST_CONTAINS("LIST_CONTAINS"),
  SMALLER_THAN("SMALLER_THAN"),
  SMALLER_OR_EQUALS("SMALLER_OR_EQUALS"),
  GREATER_THAN("GREATER_THAN"),
  GREATER_OR_EQUALS("GREATER_OR_EQUALS");

  private final List<String> spellings;

  Operator(String... spellings) {
    this.spellings = List.of(spellings);
  }

  List<String> spellings() {
    return spellings;
  }

  /** Empty when no operator is called so. */
  static Optional<Operator> named(String name) {
    return Stream.of(values()).filter(o -> o.spellings.contains(name)).findFirst();
  }
}
