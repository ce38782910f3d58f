package org.wellspring.filter.criteria;

import java.util.List;

/** A condition as it was written, without a meaning yet. */
public sealed interface Condition {
  /** All hold; at least two. */
  record And(List<Condition> all) implements Condition {
    public And {
      all = List.copyOf(all);
    }
  }

  /** One holds; at least two. */
  record Or(List<Condition> any) implements Condition {
    public Or {
      any = List.copyOf(any);
    }
  }

  record Not(Condition negated) implements Condition {}

  /**
   * A slot against a constant.
   *
   * @param slot the slot's name, in the case in which it was written
   * @param operand the constant, without its quotation marks
   */
  record Test(String slot, Operator operator, String operand) implements Condition {}
}
