package org.wellspring.filter.xpath.expr;

import java.util.HashSet;
import java.util.Set;
import org.wellspring.filter.predicate.Comparison;

/** Comparisons: a node-set compares as any of its nodes. §3.4. */
final class Comparing {
  private Comparing() {}

  static boolean holds(Comparison comparison, Object left, Object right, Focus focus) {
    if (left instanceof NodeSet a && right instanceof NodeSet b) {
      return ofSets(comparison, a, b, focus.evaluation());
    }
    if (left instanceof NodeSet nodes) {
      return ofSet(comparison, nodes, right, focus);
    }
    if (right instanceof NodeSet nodes) {
      return ofSet(comparison.mirrored(), nodes, left, focus);
    }
    return ofValues(comparison, left, right, focus);
  }

  private static boolean ofSet(Comparison comparison, NodeSet nodes, Object value, Focus focus) {
    if (value instanceof Boolean) {
      return ofValues(comparison, !nodes.isEmpty(), value, focus);
    }
    for (Object node : nodes.nodes()) {
      String text = Convert.textOf(node, focus.evaluation());
      if (ofValues(
          comparison,
          value instanceof Double ? (Object) Convert.toNumber(text) : text,
          value,
          focus)) {
        return true;
      }
    }
    return false;
  }

  private static boolean ofValues(Comparison comparison, Object left, Object right, Focus focus) {
    boolean isEquality = comparison == Comparison.EQUAL || comparison == Comparison.NOT_EQUAL;
    if (isEquality && (left instanceof Boolean || right instanceof Boolean)) {
      boolean equal = Convert.toBoolean(left) == Convert.toBoolean(right);
      return equal == (comparison == Comparison.EQUAL);
    }
    if (isEquality && left instanceof String && right instanceof String) {
      return left.equals(right) == (comparison == Comparison.EQUAL);
    }
    return ofNumbers(comparison, Convert.toNumber(left, focus), Convert.toNumber(right, focus));
  }

  /** IEEE 754: nothing holds of NaN but that it is not equal. */
  static boolean ofNumbers(Comparison comparison, double a, double b) {
    return switch (comparison) {
      case EQUAL -> a == b;
      case NOT_EQUAL -> a != b;
      case LESS -> a < b;
      case LESS_OR_EQUAL -> a <= b;
      case GREATER -> a > b;
      case GREATER_OR_EQUAL -> a >= b;
    };
  }

  /** In time that is linear in both. */
  private static boolean ofSets(
      Comparison comparison, NodeSet left, NodeSet right, Evaluation evaluation) {
    return switch (comparison) {
      case EQUAL -> shareOne(left, right, evaluation);
      case NOT_EQUAL -> differInOne(left, right, evaluation);
      case LESS, LESS_OR_EQUAL ->
          ofNumbers(comparison, least(left, evaluation), greatest(right, evaluation));
      case GREATER, GREATER_OR_EQUAL ->
          ofNumbers(comparison, greatest(left, evaluation), least(right, evaluation));
    };
  }

  private static Set<String> texts(NodeSet nodes, Evaluation evaluation) {
    Set<String> all = new HashSet<>();
    for (Object node : nodes.nodes()) {
      all.add(Convert.textOf(node, evaluation));
    }
    return all;
  }

  private static boolean shareOne(NodeSet left, NodeSet right, Evaluation evaluation) {
    Set<String> known = texts(left, evaluation);
    for (Object node : right.nodes()) {
      if (known.contains(Convert.textOf(node, evaluation))) {
        return true;
      }
    }
    return false;
  }

  private static boolean differInOne(NodeSet left, NodeSet right, Evaluation evaluation) {
    Set<String> a = texts(left, evaluation);
    Set<String> b = texts(right, evaluation);
    return !a.isEmpty() && !b.isEmpty() && (a.size() > 1 || b.size() > 1 || !a.equals(b));
  }

  private static double least(NodeSet nodes, Evaluation evaluation) {
    double least = Double.NaN;
    for (Object node : nodes.nodes()) {
      double number = Convert.toNumber(Convert.textOf(node, evaluation));
      if (Double.isNaN(least) || number < least) {
        least = number;
      }
    }
    return least;
  }

  private static double greatest(NodeSet nodes, Evaluation evaluation) {
    double greatest = Double.NaN;
    for (Object node : nodes.nodes()) {
      double number = Convert.toNumber(Convert.textOf(node, evaluation));
      if (Double.isNaN(greatest) || number > greatest) {
        greatest = number;
      }
    }
    return greatest;
  }
}
