package org.wellspring.filter.predicate;

/** How two values are compared. */
public enum Comparison {
  EQUAL,
  NOT_EQUAL,
  LESS,
  LESS_OR_EQUAL,
  GREATER,
  GREATER_OR_EQUAL;

  /**
   * Whether it holds.
   *
   * @param order below 0, 0 or above: what {@code left.compareTo(right)} says
   */
  public boolean holds(int order) {
    return switch (this) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
    };
  }

  /** The same with left and right changed. */
  public Comparison mirrored() {
    return switch (this) {
      case EQUAL, NOT_EQUAL -> this;
      case LESS -> GREATER;
      case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
      case GREATER -> LESS;
      case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
    };
  }

  /** What must hold of an operand that is so compared with a number. */
  public AccessKey key(Operand operand, double number) {
    return switch (this) {
      case EQUAL -> new AccessKey.Range(operand, number, number);
      case NOT_EQUAL -> new AccessKey.Present(operand);
      case LESS, LESS_OR_EQUAL -> new AccessKey.Range(operand, Double.NEGATIVE_INFINITY, number);
      case GREATER, GREATER_OR_EQUAL ->
          new AccessKey.Range(operand, number, Double.POSITIVE_INFINITY);
    };
  }
}
