package org.wellspring.filter.querylist;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wellspring.filter.predicate.CannotEvaluate;
import org.wellspring.filter.predicate.Comparison;
import org.wellspring.filter.querylist.Selection.Axis;
import org.wellspring.filter.querylist.Selection.Step;
import org.wellspring.xml.XmlAttribute;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlNode;
import org.wellspring.xml.XmlText;

/**
 * One evaluation of a selection on one event, by XPath's rules for node-sets: a comparison holds
 * when it does for one node. Two things are added for what events hold: numbers may be hexadecimal,
 * and date-times are compared as such by the four operators of order.
 */
final class Evaluation {
  private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

  /**
   * Where an expression is evaluated.
   *
   * @param element null at an attribute or a text, which have nothing below
   */
  private record Context(@Nullable XmlElement element, int position) {}

  /** A node of a node-set: an element, or the text of something else. */
  private record Node(@Nullable XmlElement element, String text) {}

  private final InstantSource clock;
  private final int maxNodes;
  private int visited;

  Evaluation(InstantSource clock, int maxNodes) {
    this.clock = clock;
    this.maxNodes = maxNodes;
  }

  boolean selects(Selection.Path path, XmlElement root) {
    Step first = path.steps().get(0);
    if (first.axis() != Axis.CHILD || !first.takes(root.name().local())) {
      return false;
    }
    List<Node> nodes = filtered(List.of(node(root)), first.predicates());
    return !walk(nodes, path.steps().subList(1, path.steps().size())).isEmpty();
  }

  // nodes

  private List<Node> walk(List<Node> from, List<Step> steps) {
    List<Node> nodes = from;
    for (Step step : steps) {
      List<Node> next = new ArrayList<>();
      for (Node node : nodes) {
        if (node.element != null) {
          next.addAll(filtered(along(node.element, step), step.predicates()));
        }
      }
      nodes = next;
    }
    return nodes;
  }

  private List<Node> along(XmlElement element, Step step) {
    List<Node> found = new ArrayList<>();
    if (step.axis() == Axis.ATTRIBUTE) {
      for (XmlAttribute attribute : element.attributes()) {
        visit();
        if (!attribute.name().namespace().equals(XSI) && step.takes(attribute.name().local())) {
          found.add(new Node(null, attribute.value()));
        }
      }
      return found;
    }
    for (XmlNode child : element.children()) {
      visit();
      if (step.axis() == Axis.TEXT && child instanceof XmlText text) {
        found.add(new Node(null, text.text()));
      } else if (step.axis() == Axis.CHILD
          && child instanceof XmlElement below
          && step.takes(below.name().local())) {
        found.add(node(below));
      }
    }
    return found;
  }

  private static Node node(XmlElement element) {
    return new Node(element, "");
  }

  private static String text(Node node) {
    return node.element == null ? node.text : isNil(node.element) ? "" : node.element.text();
  }

  private static boolean isNil(XmlElement element) {
    return element.attribute(XSI, "nil").filter(v -> v.equals("true") || v.equals("1")).isPresent();
  }

  private void visit() {
    if (++visited > maxNodes) {
      throw new CannotEvaluate(
          "more than "
              + maxNodes
              + " nodes would have to be looked at (setting subscription.max-filter-nodes)");
    }
  }

  private List<Node> filtered(List<Node> nodes, List<Selection> predicates) {
    List<Node> kept = nodes;
    for (Selection predicate : predicates) {
      List<Node> next = new ArrayList<>();
      for (int i = 0; i < kept.size(); i++) {
        if (holds(predicate, new Context(kept.get(i).element, i + 1))) {
          next.add(kept.get(i));
        }
      }
      kept = next;
    }
    return kept;
  }

  /** A number as a predicate asks for the node at that place. */
  private boolean holds(Selection predicate, Context context) {
    return predicate instanceof Selection.Number number
        ? number.number().compareTo(BigDecimal.valueOf(context.position)) == 0
        : truth(predicate, context);
  }

  // expressions

  private boolean truth(Selection expression, Context context) {
    if (expression instanceof Selection.Or or) {
      return or.any().stream().anyMatch(part -> truth(part, context));
    }
    if (expression instanceof Selection.And and) {
      return and.all().stream().allMatch(part -> truth(part, context));
    }
    if (expression instanceof Selection.Compare compare) {
      return compare(compare, context);
    }
    if (expression instanceof Selection.Band band) {
      return band(band, context);
    }
    if (expression instanceof Selection.Path path) {
      return !nodes(path, context).isEmpty();
    }
    if (expression instanceof Selection.Text text) {
      return !text.text().isEmpty();
    }
    BigDecimal number = number(expression, context);
    return number != null && number.signum() != 0;
  }

  private static boolean isCondition(Selection expression) {
    return expression instanceof Selection.Or
        || expression instanceof Selection.And
        || expression instanceof Selection.Compare
        || expression instanceof Selection.Band;
  }

  private List<Node> nodes(Selection.Path path, Context context) {
    return context.element == null ? List.of() : walk(List.of(node(context.element)), path.steps());
  }

  private boolean compare(Selection.Compare compare, Context context) {
    Selection left = compare.left();
    Selection right = compare.right();
    if (isCondition(left) || isCondition(right)) {
      int order = Boolean.compare(truth(left, context), truth(right, context));
      return compare.comparison().holds(order);
    }
    boolean numeric = isNumber(left) || isNumber(right);
    for (String ours : texts(left, context)) {
      for (String theirs : texts(right, context)) {
        visit();
        if (holds(ours, compare.comparison(), theirs, numeric)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isNumber(Selection expression) {
    return expression instanceof Selection.Number
        || expression instanceof Selection.Position
        || expression instanceof Selection.TimeDiff;
  }

  private static boolean holds(String left, Comparison comparison, String right, boolean numeric) {
    boolean ordered = comparison != Comparison.EQUAL && comparison != Comparison.NOT_EQUAL;
    if (!numeric && !ordered) {
      return comparison.holds(left.compareTo(right));
    }
    BigDecimal number = EventValues.number(left);
    BigDecimal other = EventValues.number(right);
    if (number != null && other != null) {
      return comparison.holds(number.compareTo(other));
    }
    Instant time = ordered ? EventValues.dateTime(left.strip()) : null;
    Instant otherTime = ordered ? EventValues.dateTime(right.strip()) : null;
    return time != null && otherTime != null
        ? comparison.holds(time.compareTo(otherTime))
        : comparison == Comparison.NOT_EQUAL; // XPath: NaN is unequal to everything
  }

  /** The value as text, or those of all nodes; none when there is no value. */
  private List<String> texts(Selection expression, Context context) {
    if (expression instanceof Selection.Path path) {
      return nodes(path, context).stream().map(Evaluation::text).toList();
    }
    if (expression instanceof Selection.Text text) {
      return List.of(text.text());
    }
    BigDecimal number = number(expression, context);
    return number == null ? List.of() : List.of(number.toPlainString());
  }

  private @Nullable BigDecimal number(Selection expression, Context context) {
    if (expression instanceof Selection.Number number) {
      return number.number();
    }
    if (expression instanceof Selection.Position) {
      return BigDecimal.valueOf(context.position);
    }
    if (expression instanceof Selection.TimeDiff diff) {
      return milliseconds(diff, context);
    }
    List<String> texts = texts(expression, context);
    return texts.isEmpty() ? null : EventValues.number(texts.get(0));
  }

  private @Nullable BigDecimal milliseconds(Selection.TimeDiff diff, Context context) {
    Instant from = time(diff.from(), context);
    Instant to = diff.to().isPresent() ? time(diff.to().get(), context) : clock.instant();
    return from == null || to == null
        ? null
        : BigDecimal.valueOf(Duration.between(from, to).toMillis());
  }

  private @Nullable Instant time(Selection expression, Context context) {
    List<String> texts = isCondition(expression) ? List.of() : texts(expression, context);
    return texts.isEmpty() ? null : EventValues.time(texts.get(0));
  }

  private boolean band(Selection.Band band, Context context) {
    BigDecimal left = isCondition(band.left()) ? null : number(band.left(), context);
    BigDecimal right = isCondition(band.right()) ? null : number(band.right(), context);
    return left != null
        && right != null
        && left.toBigInteger().and(right.toBigInteger()).signum() != 0;
  }
}
