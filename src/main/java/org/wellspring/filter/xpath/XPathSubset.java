package org.wellspring.filter.xpath;

import java.util.List;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.predicate.Comparison;
import org.wellspring.filter.xpath.expr.Expr;
import org.wellspring.filter.xpath.expr.Function;
import org.wellspring.filter.xpath.expr.NodeTest;
import org.wellspring.filter.xpath.expr.Step;

/**
 * How much of XPath a dialect has. DSP0226 Annexes D.1 and D.2, as far as they are known: the
 * grammars could not be opened, so this is the part that is safe to rely on.
 *
 * <pre>
 * level 1:  path      = [ "/" ] step { "/" step } [ "/" ( attribute | "text()" ) ] | attribute | "."
 *           step      = QName [ "[" predicate "]" ]
 *           predicate = positive integer | ( QName | attribute | "." ) "=" literal
 * level 2:  and, or, not(), parentheses; = != &lt; &lt;= &gt; &gt;=; several predicates; relative paths
 *           in predicates; the wildcard *; position() and last()
 * </pre>
 */
enum XPathSubset {
  ALL {
    @Override
    void check(Expr expr) {
      // nothing is left out
    }
  },

  LEVEL_1 {
    @Override
    void check(Expr expr) throws FilterProblem {
      if (!(expr instanceof Expr.Path path) || path.from() != null) {
        throw missing("has one path");
      }
      checkSteps(path, 1);
    }

    @Override
    void checkPredicate(Expr predicate) throws FilterProblem {
      if (predicate instanceof Expr.Num number) {
        if (number.value() < 1 || number.value() != Math.rint(number.value())) {
          throw missing("has positive integers for positions");
        }
        return;
      }
      boolean isSimple =
          predicate instanceof Expr.Compare compare
              && compare.comparison() == Comparison.EQUAL
              && isLiteral(compare.right())
              && compare.left() instanceof Expr.Path operand
              && operand.from() == null
              && !operand.isAbsolute()
              && operand.steps().size() == 1;
      if (!isSimple) {
        throw missing("has a position or name = literal in a predicate");
      }
      checkSteps((Expr.Path) ((Expr.Compare) predicate).left(), 0);
    }
  },

  LEVEL_2 {
    @Override
    void check(Expr expr) throws FilterProblem {
      if (expr instanceof Expr.Path path && path.from() == null) {
        checkSteps(path, Integer.MAX_VALUE);
      } else if (expr instanceof Expr.And and) {
        checkAll(and.operands());
      } else if (expr instanceof Expr.Or or) {
        checkAll(or.operands());
      } else if (expr instanceof Expr.Call call && call.function() == Function.NOT) {
        checkAll(call.arguments());
      } else if (expr instanceof Expr.Compare compare) {
        checkOperand(compare.left());
        checkOperand(compare.right());
      } else {
        throw missing("has paths, comparisons, and, or, not()");
      }
    }

    private void checkAll(List<Expr> all) throws FilterProblem {
      for (Expr expr : all) {
        check(expr);
      }
    }

    private void checkOperand(Expr operand) throws FilterProblem {
      if (operand instanceof Expr.Path path && path.from() == null) {
        checkSteps(path, Integer.MAX_VALUE);
      } else if (!isLiteral(operand) && !isPosition(operand)) {
        throw missing("compares paths, literals, position() and last()");
      }
    }

    @Override
    void checkPredicate(Expr predicate) throws FilterProblem {
      if (!(predicate instanceof Expr.Num) && !isPosition(predicate)) {
        check(predicate);
      }
    }

    private static boolean isPosition(Expr expr) {
      return expr instanceof Expr.Call call
          && (call.function() == Function.POSITION || call.function() == Function.LAST);
    }
  };

  /**
   * Refuses what is not in the subset.
   *
   * @throws FilterProblem saying what the subset has, and which dialect has all
   */
  abstract void check(Expr expr) throws FilterProblem;

  /** Refuses a predicate. */
  void checkPredicate(Expr predicate) throws FilterProblem {}

  final void checkSteps(Expr.Path path, int predicates) throws FilterProblem {
    for (int i = 0; i < path.steps().size(); i++) {
      checkStep(path.steps().get(i), i == path.steps().size() - 1);
      List<Expr> all = path.steps().get(i).predicates();
      if (all.size() > predicates) {
        throw missing("has " + (predicates == 0 ? "no predicate here" : "one predicate a step"));
      }
      for (Expr predicate : all) {
        checkPredicate(predicate);
      }
    }
  }

  private void checkStep(Step step, boolean isLast) throws FilterProblem {
    boolean isNamed =
        step.test() instanceof NodeTest.Name
            || this == LEVEL_2 && step.test() == NodeTest.Kind.ANY_NAME;
    boolean isKnown =
        switch (step.axis()) {
          case CHILD -> isNamed || isLast && step.test() == NodeTest.Kind.TEXT;
          case ATTRIBUTE -> isNamed && isLast;
          case SELF -> step.test() == NodeTest.Kind.NODE;
          default -> false;
        };
    if (!isKnown) {
      throw missing(
          "has steps to child elements by name, and at the end to an attribute or text(), but not //, .., "
              + "or axis names other than those");
    }
  }

  static boolean isLiteral(Expr expr) {
    return expr instanceof Expr.Literal || expr instanceof Expr.Num;
  }

  final FilterProblem missing(String what) {
    String name = this == LEVEL_1 ? "XPath level 1" : "XPath level 2";
    return new FilterProblem(name + " " + what + "; the dialect " + XPathDialect.URI + " has more");
  }
}
