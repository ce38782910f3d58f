package org.wellspring.filter.xpath;

import java.util.Optional;
import org.wellspring.filter.predicate.Comparison;
import org.wellspring.filter.predicate.Exists;
import org.wellspring.filter.predicate.Match;
import org.wellspring.filter.predicate.Operand;
import org.wellspring.filter.predicate.Predicate;
import org.wellspring.filter.predicate.TextCase;
import org.wellspring.filter.predicate.ValueTest;
import org.wellspring.filter.xpath.expr.Expr;
import org.wellspring.filter.xpath.expr.Function;

/**
 * What is asked of the nodes at the end of a path.
 *
 * @param test empty: that there is one
 * @param holdsOfEmpty whether the empty string fulfils it
 */
record Tail(Optional<ValueTest> test, boolean holdsOfEmpty) {
  static final Tail EXISTS = new Tail(Optional.empty(), true);

  static Tail equality(Comparison comparison, String text) {
    boolean isEqual = comparison == Comparison.EQUAL;
    return new Tail(
        Optional.of(isEqual ? ValueTest.equalTo(text, TextCase.EXACT) : new XPathTextDiffers(text)),
        isEqual == text.isEmpty());
  }

  static Tail number(Comparison comparison, double number) {
    return new Tail(
        Optional.of(new XPathNumber(comparison, number)), comparison == Comparison.NOT_EQUAL);
  }

  /**
   * @param call {@code contains} or {@code starts-with} with a literal that is not empty
   */
  static Tail ofText(Expr.Call call) {
    String part = ((Expr.Literal) call.arguments().get(1)).text();
    return new Tail(
        Optional.of(
            call.function() == Function.CONTAINS
                ? ValueTest.contains(part, TextCase.EXACT)
                : ValueTest.startsWith(part, TextCase.EXACT)),
        false);
  }

  Predicate of(Operand operand) {
    return test.<Predicate>map(asked -> Match.of(operand, asked))
        .orElseGet(() -> new Exists(operand, Exists.Nulls.COUNTED));
  }
}
