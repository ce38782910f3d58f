package org.wellspring.filter.xpath.expr;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.wellspring.xml.XmlElement;

/** One step of a path. §2.1. */
public record Step(Axis axis, NodeTest test, List<Expr> predicates) {
  /** The nodes this step finds from one, in the order of the axis. */
  List<Object> select(Object node, Evaluation evaluation) {
    List<Object> found = candidates(node, evaluation);
    for (Expr predicate : predicates) {
      found = filter(found, predicate, evaluation);
    }
    return found;
  }

  private List<Object> candidates(Object node, Evaluation evaluation) {
    if (axis == Axis.CHILD
        && test instanceof NodeTest.Name named
        && node instanceof XmlElement element) {
      List<XmlElement> children = evaluation.children(element, named.name());
      evaluation.visit(children.size() + 1L);
      return Collections.unmodifiableList(children);
    }
    List<Object> found = new ArrayList<>();
    axis.walk(
        node,
        new Axis.Walk() {
          @Override
          public void see(Object candidate) {
            evaluation.visit(1);
            if (test.accepts(axis, candidate)) {
              found.add(candidate);
            }
          }

          @Override
          public void pass(int nodes) {
            evaluation.visit(nodes);
          }
        });
    evaluation.visit(1);
    return found;
  }

  /** Those for which a predicate holds. A number means the position. §2.4. */
  static List<Object> filter(List<Object> nodes, Expr predicate, Evaluation evaluation) {
    List<Object> kept = new ArrayList<>(nodes.size());
    int position = 0;
    for (Object node : nodes) {
      position++;
      evaluation.visit(1);
      Focus focus = new Focus(node, position, nodes.size(), evaluation);
      boolean keep =
          predicate.type() == Expr.Type.NUMBER
              ? predicate.number(focus) == position
              : predicate.isTrue(focus);
      if (keep) {
        kept.add(node);
      }
    }
    return kept;
  }

  /**
   * The nodes this step finds from several.
   *
   * @param flat none of them is within another
   */
  NodeSet from(NodeSet context, boolean flat, Evaluation evaluation) {
    if (context.size() == 1) {
      List<Object> found = select(context.nodes().get(0), evaluation);
      if (axis.isReverse()) {
        found = new ArrayList<>(found);
        Collections.reverse(found);
      }
      return new NodeSet(found);
    }
    List<Object> all = new ArrayList<>();
    for (Object node : context.nodes()) {
      all.addAll(select(node, evaluation));
    }
    boolean inOrder =
        axis.keepsOrder()
            || flat
                && (axis == Axis.CHILD
                    || axis == Axis.DESCENDANT
                    || axis == Axis.DESCENDANT_OR_SELF);
    return inOrder ? new NodeSet(all) : NodeSet.inOrder(all, evaluation);
  }
}
