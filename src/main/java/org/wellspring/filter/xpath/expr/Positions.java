package org.wellspring.filter.xpath.expr;

import java.util.List;

/** Whether a predicate asks where in its list a node stands. */
public final class Positions {
  private Positions() {}

  /** A number is compared with the position; {@code position()} and {@code last()} name it. */
  public static boolean matter(Expr predicate) {
    return predicate.type() == Expr.Type.NUMBER || areNamed(predicate);
  }

  private static boolean areNamed(Expr expr) {
    if (expr instanceof Expr.Call call) {
      return call.function() == Function.POSITION
          || call.function() == Function.LAST
          || areNamed(call.arguments());
    }
    if (expr instanceof Expr.And and) {
      return areNamed(and.operands());
    }
    if (expr instanceof Expr.Or or) {
      return areNamed(or.operands());
    }
    if (expr instanceof Expr.Compare compare) {
      return areNamed(compare.left()) || areNamed(compare.right());
    }
    if (expr instanceof Expr.Arithmetic arithmetic) {
      return areNamed(arithmetic.left()) || areNamed(arithmetic.right());
    }
    if (expr instanceof Expr.Negate negate) {
      return areNamed(negate.operand());
    }
    if (expr instanceof Expr.Union union) {
      return areNamed(union.left()) || areNamed(union.right());
    }
    if (expr instanceof Expr.Filtered filtered) {
      return areNamed(filtered.expr()); // its own predicates have positions of their own
    }
    return expr instanceof Expr.Path path && path.from() != null && areNamed(path.from());
  }

  private static boolean areNamed(List<Expr> all) {
    return all.stream().anyMatch(Positions::areNamed);
  }
}
