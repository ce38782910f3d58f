package org.wellspring.filter.xpath.expr;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Nodes in document order, none twice.
 *
 * @param nodes not to be changed
 */
public record NodeSet(List<Object> nodes) {
  static final NodeSet EMPTY = new NodeSet(List.of());

  static NodeSet of(Object node) {
    return new NodeSet(List.of(node));
  }

  public int size() {
    return nodes.size();
  }

  public boolean isEmpty() {
    return nodes.isEmpty();
  }

  NodeSet union(NodeSet other, Evaluation evaluation) {
    if (isEmpty() || other.isEmpty()) {
      return isEmpty() ? other : this;
    }
    List<Object> all = new ArrayList<>(nodes);
    all.addAll(other.nodes);
    return inOrder(all, evaluation);
  }

  /** Sorts, and takes out what is there twice. */
  static NodeSet inOrder(List<Object> nodes, Evaluation evaluation) {
    Set<Object> seen = new HashSet<>();
    List<Object> once = new ArrayList<>(nodes.size());
    for (Object node : nodes) {
      if (seen.add(node)) {
        once.add(node);
      }
    }
    evaluation.sort(once);
    return new NodeSet(once);
  }
}
