package org.wellspring.filter.xpath;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.wellspring.filter.predicate.Operand.NodePath;
import org.wellspring.filter.predicate.Predicate;
import org.wellspring.filter.xpath.Lowering.Lowered;
import org.wellspring.filter.xpath.expr.Axis;
import org.wellspring.filter.xpath.expr.Expr;
import org.wellspring.filter.xpath.expr.NodeTest;
import org.wellspring.filter.xpath.expr.Positions;
import org.wellspring.filter.xpath.expr.Step;
import org.wellspring.xml.XmlName;

/**
 * Follows the steps of a path as far as operands can name where it leads, and collects the
 * conditions on the way.
 *
 * <p>They are exact together as long as they speak of the same nodes: all that are on single
 * places, and one on a place of several nodes.
 */
final class PathWalk {
  private final Place start;
  private final BiFunction<Place, Expr, Lowered> lower;
  private final List<Predicate> conditions = new ArrayList<>();
  private boolean exact = true;
  private int onSeveral;

  PathWalk(Place start, BiFunction<Place, Expr, Lowered> lower) {
    this.start = start;
    this.lower = lower;
  }

  Lowered along(List<Step> steps, Tail tail) {
    Place place = start;
    for (Step step : withoutEverything(steps)) {
      Optional<Place> next = next(place, step);
      if (next.isEmpty()) {
        conditions.add(place.exists());
        return Lowered.necessary(Predicate.allOf(conditions));
      }
      boolean lost = step.axis() == Axis.DESCENDANT && place.path() != null;
      if (lost) { // where it came from is forgotten: a//b is //b, and there is an a
        conditions.add(place.exists());
        exact = false;
      }
      place = next.get();
      for (Expr predicate : step.predicates()) {
        condition(place, predicate);
      }
    }
    NodePath path = place.path();
    if (path == null) { // ends above the event, at a node that is always there
      boolean known = tail == Tail.EXISTS;
      return new Lowered(Predicate.allOf(conditions), exact && known);
    }
    boolean implied = tail == Tail.EXISTS && endsWithCondition(steps);
    if (!implied) {
      add(place, Lowered.exact(tail.of(path)));
    }
    return new Lowered(Predicate.allOf(conditions), exact && onSeveral <= 1);
  }

  /**
   * {@code //} where the parser could not shorten it: before {@code @name} it is any element;
   * before a child whose position is asked for it is a descendant, and the position is not exact
   * anyway.
   */
  private static List<Step> withoutEverything(List<Step> steps) {
    List<Step> shortened = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      boolean isEverything =
          step.axis() == Axis.DESCENDANT_OR_SELF
              && step.test() == NodeTest.Kind.NODE
              && step.predicates().isEmpty()
              && i + 1 < steps.size();
      Step next = isEverything ? steps.get(i + 1) : step;
      if (isEverything && next.axis() == Axis.ATTRIBUTE) {
        shortened.add(new Step(Axis.DESCENDANT, NodeTest.Kind.ANY_NAME, List.of()));
      } else if (isEverything && next.axis() == Axis.CHILD) {
        shortened.add(new Step(Axis.DESCENDANT, next.test(), next.predicates()));
        i++;
      } else {
        shortened.add(step);
      }
    }
    return shortened;
  }

  /** Every condition on a place holds only when there is a node. */
  private static boolean endsWithCondition(List<Step> steps) {
    return !steps.isEmpty() && !steps.get(steps.size() - 1).predicates().isEmpty();
  }

  private void condition(Place place, Expr predicate) {
    if (Positions.matter(predicate)) {
      add(place, Lowered.necessary(place.exists()));
    } else {
      add(place, lower.apply(place, predicate));
    }
  }

  private void add(Place place, Lowered condition) {
    conditions.add(condition.predicate());
    exact &= condition.isExact();
    onSeveral += place.isSingle() ? 0 : 1;
  }

  private static Optional<Place> next(Place place, Step step) {
    Optional<XmlName> name = name(step.test());
    boolean isSelf = step.axis() == Axis.SELF && step.test() == NodeTest.Kind.NODE;
    if (isSelf) {
      return Optional.of(place);
    }
    if (name.isEmpty()) {
      return Optional.empty();
    }
    return switch (step.axis()) {
      case CHILD -> place.child(name.get());
      case ATTRIBUTE -> place.attribute(name.get());
      case DESCENDANT ->
          place.path() == null || place.path().attribute() == null
              ? place.anywhere(name.get())
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<XmlName> name(NodeTest test) {
    if (test instanceof NodeTest.Name named) {
      return Optional.of(named.name());
    }
    return test == NodeTest.Kind.ANY_NAME ? Optional.of(NodePath.ANY) : Optional.empty();
  }

  /** Whether a path has one node at most, so that its first one is any. */
  static boolean leadsToOne(Place start, Expr.Path path) {
    return end(start, path).filter(Place::isSingle).isPresent();
  }

  /** Where a path leads, its predicates left aside. */
  static Optional<Place> end(Place start, Expr.Path path) {
    Place place = path.isAbsolute() ? Place.document(start.context()) : start;
    for (Step step : withoutEverything(path.steps())) {
      Optional<Place> next = next(place, step);
      if (next.isEmpty()) {
        return next;
      }
      place = next.get();
    }
    return Optional.of(place);
  }
}
