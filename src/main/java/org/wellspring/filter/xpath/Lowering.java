package org.wellspring.filter.xpath;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wellspring.filter.predicate.Comparison;
import org.wellspring.filter.predicate.Predicate;
import org.wellspring.filter.xpath.expr.Convert;
import org.wellspring.filter.xpath.expr.Expr;
import org.wellspring.filter.xpath.expr.Function;

/**
 * Brings an expression, read as a boolean, down to the algebra. Most filters are comparisons of
 * paths with constants, and become leaves that the index knows. What cannot be said there stays an
 * {@link XPathLeaf}, beside a condition in the algebra that is necessary for it wherever there is
 * one: so it is still found by its keys.
 */
final class Lowering {
  /**
   * A predicate for "there is a node of the place for which the expression is true".
   *
   * @param predicate necessary for it
   * @param isExact also sufficient
   */
  record Lowered(Predicate predicate, boolean isExact) {
    static Lowered exact(Predicate predicate) {
      return new Lowered(predicate, true);
    }

    static Lowered necessary(Predicate predicate) {
      return new Lowered(predicate, false);
    }
  }

  private final XPathContext context;
  private final XPathLimits limits;

  Lowering(XPathContext context, XPathLimits limits) {
    this.context = context;
    this.limits = limits;
  }

  /** The predicate that is TRUE when the expression is true of an event. */
  Predicate lower(Expr expr) {
    if (expr instanceof Expr.And and) {
      return Predicate.allOf(and.operands().stream().map(this::lower).toList());
    }
    if (expr instanceof Expr.Or or) {
      return Predicate.anyOf(or.operands().stream().map(this::lower).toList());
    }
    if (expr instanceof Expr.Call call && call.function() == Function.NOT) {
      return Predicate.not(lower(call.arguments().get(0)));
    }
    if (expr instanceof Expr.Call call && call.function() == Function.BOOLEAN) {
      return lower(call.arguments().get(0));
    }
    Lowered lowered = at(Place.start(context), expr);
    return lowered.isExact
        ? lowered.predicate
        : Predicate.allOf(lowered.predicate, new XPathLeaf(expr, context, limits));
  }

  /** "There is a node of the place for which it is true". */
  private Lowered at(Place place, Expr expr) {
    Optional<Boolean> constant = constant(expr);
    if (constant.isPresent()) {
      return Lowered.exact(constant.get() ? place.exists() : Predicate.FALSE);
    }
    if (expr instanceof Expr.And and) {
      return all(place, and.operands());
    }
    if (expr instanceof Expr.Or or) {
      return any(place, or.operands());
    }
    if (expr instanceof Expr.Path path) {
      return path(place, path, Tail.EXISTS);
    }
    if (expr instanceof Expr.Union union) {
      return any(place, List.of(union.left(), union.right()));
    }
    if (expr instanceof Expr.Compare compare) {
      return compare(place, compare);
    }
    if (expr instanceof Expr.Call call) {
      return call(place, call);
    }
    return Lowered.necessary(place.exists());
  }

  private static Optional<Boolean> constant(Expr expr) {
    if (expr instanceof Expr.Num number) {
      return Optional.of(number.value() != 0 && !Double.isNaN(number.value()));
    }
    if (expr instanceof Expr.Literal literal) {
      return Optional.of(!literal.text().isEmpty());
    }
    if (expr instanceof Expr.Call call
        && (call.function() == Function.TRUE || call.function() == Function.FALSE)) {
      return Optional.of(call.function() == Function.TRUE);
    }
    return Optional.empty();
  }

  private Lowered all(Place place, List<Expr> operands) {
    List<Predicate> predicates = new ArrayList<>();
    boolean exact = place.isSingle(); // else different nodes may fulfil the conditions
    for (Expr operand : operands) {
      Lowered lowered = at(place, operand);
      predicates.add(lowered.predicate);
      exact &= lowered.isExact;
    }
    return new Lowered(Predicate.allOf(predicates), exact);
  }

  private Lowered any(Place place, List<Expr> operands) {
    List<Predicate> predicates = new ArrayList<>();
    boolean exact = true;
    for (Expr operand : operands) {
      Lowered lowered = at(place, operand);
      predicates.add(lowered.predicate);
      exact &= lowered.isExact;
    }
    return new Lowered(Predicate.anyOf(predicates), exact);
  }

  private Lowered call(Place place, Expr.Call call) {
    List<Expr> arguments = call.arguments();
    return switch (call.function()) {
      case BOOLEAN -> at(place, arguments.get(0));
      case NOT -> negation(place, arguments.get(0));
      case CONTAINS, STARTS_WITH -> {
        boolean isUsual = arguments.get(1) instanceof Expr.Literal part && !part.text().isEmpty();
        yield isUsual
            ? text(place, arguments.get(0), Tail.ofText(call))
            : Lowered.necessary(place.exists());
      }
      default -> Lowered.necessary(place.exists());
    };
  }

  private Lowered negation(Place place, Expr operand) {
    if (place.isSingle()) {
      Lowered lowered = at(place, operand);
      if (lowered.isExact) {
        return Lowered.exact(Predicate.allOf(place.exists(), Predicate.not(lowered.predicate)));
      }
    }
    return Lowered.necessary(place.exists());
  }

  private Lowered compare(Place place, Expr.Compare compare) {
    if (isConstant(compare.right())) {
      return compare(place, compare.left(), compare.comparison(), compare.right());
    }
    return isConstant(compare.left())
        ? compare(place, compare.right(), compare.comparison().mirrored(), compare.left())
        : Lowered.necessary(place.exists());
  }

  private static boolean isConstant(Expr expr) {
    return expr instanceof Expr.Literal
        || expr instanceof Expr.Num
        || expr instanceof Expr.Negate negate && negate.operand() instanceof Expr.Num;
  }

  private Lowered compare(Place place, Expr left, Comparison comparison, Expr constant) {
    Tail tail = tail(comparison, constant);
    if (left instanceof Expr.Path path) {
      return path(place, path, tail);
    }
    if (left instanceof Expr.Union union) {
      Lowered first = compare(place, union.left(), comparison, constant);
      Lowered second = compare(place, union.right(), comparison, constant);
      return new Lowered(
          Predicate.anyOf(first.predicate, second.predicate), first.isExact && second.isExact);
    }
    if (left instanceof Expr.Call call
        && call.function() == Function.LOCAL_NAME
        && comparison == Comparison.EQUAL
        && constant instanceof Expr.Literal name) {
      return className(place, call, name.text());
    }
    boolean asText =
        left instanceof Expr.Call call
            && (call.function() == Function.STRING || call.function() == Function.NUMBER)
            && comparison != Comparison.NOT_EQUAL
            && call.arguments().size() == 1;
    if (asText) { // string(path) is its first node's: one of them at least
      boolean same =
          ((Expr.Call) left).function() == Function.STRING || constant instanceof Expr.Num;
      return same
          ? text(place, ((Expr.Call) left).arguments().get(0), tail)
          : Lowered.necessary(place.exists());
    }
    return Lowered.necessary(place.exists());
  }

  private static Tail tail(Comparison comparison, Expr constant) {
    if (constant instanceof Expr.Literal literal) {
      boolean isEquality = comparison == Comparison.EQUAL || comparison == Comparison.NOT_EQUAL;
      return isEquality
          ? Tail.equality(comparison, literal.text())
          : Tail.number(comparison, Convert.toNumber(literal.text()));
    }
    double number =
        constant instanceof Expr.Negate negate
            ? -((Expr.Num) negate.operand()).value()
            : ((Expr.Num) constant).value();
    return Tail.number(comparison, number);
  }

  /** {@code local-name() = 'Usage'} of the event's root element. */
  private static Lowered className(Place place, Expr.Call call, String name) {
    Optional<Place> named =
        call.arguments().isEmpty()
            ? Optional.of(place)
            : call.arguments().get(0) instanceof Expr.Path path && path.from() == null
                ? PathWalk.end(place, path).filter(end -> hasNoPredicates(path))
                : Optional.empty();
    return named
        .filter(Place::isEventRoot)
        .map(
            root ->
                Lowered.exact(
                    Predicate.allOf(place.exists(), root.exists(), Place.isOfClass(name))))
        .orElseGet(() -> Lowered.necessary(place.exists()));
  }

  private static boolean hasNoPredicates(Expr.Path path) {
    return path.steps().stream().allMatch(step -> step.predicates().isEmpty());
  }

  /**
   * A function of the string-value of a path, which is that of its first node; nothing holds of an
   * empty string here.
   */
  private Lowered text(Place place, Expr argument, Tail tail) {
    if (!(argument instanceof Expr.Path path) || tail.holdsOfEmpty()) {
      return Lowered.necessary(place.exists());
    }
    Lowered lowered = path(place, path, tail);
    boolean exact = lowered.isExact && PathWalk.leadsToOne(place, path);
    return new Lowered(lowered.predicate, exact);
  }

  /** "There is a node of the place from which the path leads to one that fulfils the tail". */
  private Lowered path(Place place, Expr.Path path, Tail tail) {
    if (path.from() != null) {
      return Lowered.necessary(place.exists());
    }
    Place start = path.isAbsolute() ? Place.document(context) : place;
    PathWalk walk = new PathWalk(start, this::at);
    Lowered lowered = walk.along(path.steps(), tail);
    return path.isAbsolute()
        ? new Lowered(Predicate.allOf(place.exists(), lowered.predicate), lowered.isExact)
        : lowered;
  }
}
