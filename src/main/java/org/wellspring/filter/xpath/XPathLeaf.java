package org.wellspring.filter.xpath;

import org.wellspring.filter.predicate.EventView;
import org.wellspring.filter.predicate.Leaf;
import org.wellspring.filter.predicate.Truth;
import org.wellspring.filter.xpath.expr.Evaluation;
import org.wellspring.filter.xpath.expr.Expr;

/** An expression, or a part of one, that has to be evaluated on the tree. */
record XPathLeaf(Expr expr, XPathContext context, XPathLimits limits) implements Leaf {
  @Override
  public Truth test(EventView event) {
    Evaluation evaluation = new Evaluation(event, context.root(event), limits);
    return Truth.of(expr.isTrue(evaluation.focusOn(context.node(evaluation))));
  }

  @Override
  public int cost() {
    return COSTLY;
  }
}
