package org.wellspring.filter.xpath.expr;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wellspring.filter.predicate.CannotEvaluate;
import org.wellspring.filter.predicate.EventView;
import org.wellspring.filter.xpath.XPathLimits;
import org.wellspring.xml.XmlDocument;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlName;

/** One evaluation of one expression: counts what it visits, and stops it when that is too much. */
public final class Evaluation {
  /** Reading so much text counts as visiting a node. */
  private static final int CHARACTERS_PER_NODE = 1_000;

  /** The clock is looked at whenever so many nodes have been visited. */
  private static final int NODES_PER_LOOK = 1_024;

  private final EventView event;
  private final XmlElement root;
  private final XPathLimits limits;
  private long visited;
  private long nextLook = NODES_PER_LOOK;
  private long startNanos;
  private @Nullable DocumentOrder order;

  /**
   * @param event what its trees have been asked is kept there
   * @param root of the document: the event, or an envelope around it
   */
  public Evaluation(EventView event, XmlElement root, XPathLimits limits) {
    this.event = event;
    this.root = root;
    this.limits = limits;
  }

  public XmlDocument document() {
    return root.document();
  }

  /** The focus in which a whole expression is evaluated. */
  public Focus focusOn(Object node) {
    return new Focus(node, 1, 1, this);
  }

  /**
   * Counts nodes.
   *
   * @throws CannotEvaluate when they, or the time they took, are more than allowed
   */
  void visit(long nodes) {
    visited += nodes;
    if (visited > limits.maxNodes()) {
      throw new CannotEvaluate(
          "it visits more than "
              + limits.maxNodes()
              + " nodes of this event (setting subscription.max-filter-nodes)");
    }
    if (visited >= nextLook) {
      lookAtClock();
    }
  }

  private void lookAtClock() {
    nextLook = visited + NODES_PER_LOOK;
    long now = limits.nanoClock().getAsLong();
    if (startNanos == 0) {
      startNanos = now;
    } else if (now - startNanos > limits.maxTime().toNanos()) {
      throw new CannotEvaluate(
          "it takes more than "
              + limits.maxTime().toMillis()
              + " ms on this event (setting subscription.max-filter-time)");
    }
  }

  void read(String text) {
    visit(text.length() / CHARACTERS_PER_NODE);
  }

  List<XmlElement> children(XmlElement element, XmlName name) {
    return event.children(element, name);
  }

  void sort(List<Object> nodes) {
    visit(nodes.size());
    DocumentOrder known = order;
    if (known == null) {
      known = event.derived(new DocumentOrder.Key(root), view -> new DocumentOrder(root));
      order = known;
    }
    nodes.sort(Comparator.comparingInt(known::number));
  }
}
