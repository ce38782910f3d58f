package org.wellspring.filter.querylist;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wellspring.filter.predicate.AccessKey;
import org.wellspring.filter.predicate.Comparison;
import org.wellspring.filter.predicate.Operand;
import org.wellspring.filter.predicate.TextCase;
import org.wellspring.filter.querylist.Selection.Axis;
import org.wellspring.filter.querylist.Selection.Step;

/** What must hold of an event before a selection can select it. */
final class SelectionKeys {
  private SelectionKeys() {}

  static List<AccessKey> of(Selection.Path selection) {
    List<AccessKey> keys = new ArrayList<>();
    Step root = selection.steps().get(0);
    if (root.name() != null) {
      keys.add(AccessKey.equalTo(Operand.CLASS_NAME, root.name(), TextCase.EXACT));
    }
    root.predicates().forEach(predicate -> keys.addAll(of(predicate, List.of())));
    keys.addAll(along(selection.steps().subList(1, selection.steps().size()), List.of()));
    return keys;
  }

  /**
   * Of a condition.
   *
   * @param context names from the root's children to where the condition is evaluated
   */
  private static List<AccessKey> of(Selection condition, List<String> context) {
    if (condition instanceof Selection.And and) {
      return and.all().stream().flatMap(part -> of(part, context).stream()).toList();
    }
    if (condition instanceof Selection.Or or) {
      return either(or.any().stream().map(part -> of(part, context)).toList());
    }
    if (condition instanceof Selection.Path path) {
      return along(path.steps(), context);
    }
    return condition instanceof Selection.Compare compare ? compared(compare, context) : List.of();
  }

  /** One key of each alternative; nothing when there is one without. */
  private static List<AccessKey> either(List<List<AccessKey>> alternatives) {
    if (alternatives.stream().anyMatch(List::isEmpty)) {
      return List.of();
    }
    return List.of(
        new AccessKey.AnyOf(alternatives.stream().map(keys -> keys.get(keys.size() - 1)).toList()));
  }

  private static List<AccessKey> compared(Selection.Compare compare, List<String> context) {
    if (compare.left() instanceof Selection.Path path) {
      return compared(path, compare.comparison(), compare.right(), context);
    }
    return compare.right() instanceof Selection.Path path
        ? compared(path, compare.comparison().mirrored(), compare.left(), context)
        : List.of();
  }

  private static List<AccessKey> compared(
      Selection.Path path, Comparison comparison, Selection with, List<String> context) {
    if (with instanceof Selection.Or
        || with instanceof Selection.And
        || with instanceof Selection.Compare
        || with instanceof Selection.Band) {
      return List.of(); // compared as truth values: having none is one
    }
    List<AccessKey> keys = new ArrayList<>(along(path.steps(), context));
    Operand operand = operand(path.steps(), context);
    AccessKey key = operand == null ? null : key(operand, comparison, with);
    if (key != null) {
      keys.add(key);
    }
    return keys;
  }

  private static @Nullable AccessKey key(Operand operand, Comparison comparison, Selection with) {
    if (with instanceof Selection.Text text
        && comparison == Comparison.EQUAL
        && !text.text().isEmpty()) {
      return new AccessKey.OneOf(operand, Set.of(text.text()), TextCase.EXACT);
    }
    if (with instanceof Selection.Number number && comparison != Comparison.NOT_EQUAL) {
      // a hexadecimal number is none for the index
      return new AccessKey.AnyOf(
          List.of(
              comparison.key(operand, number.number().doubleValue()),
              AccessKey.prefix(((Operand.Slot) operand).stripped(), "0x", TextCase.IGNORED)));
    }
    return null;
  }

  /** That the nodes of a path are there, and what their predicates ask of them. */
  private static List<AccessKey> along(List<Step> steps, List<String> context) {
    List<AccessKey> keys = new ArrayList<>();
    List<String> here = new ArrayList<>(context);
    for (Step step : steps) {
      if (step.name() == null) {
        return keys;
      }
      here.add(step.name());
      keys.add(new AccessKey.Present(slot(here)));
      List<String> inside = List.copyOf(here);
      step.predicates().forEach(predicate -> keys.addAll(of(predicate, inside)));
    }
    return keys;
  }

  /** Null when the names do not say it all. */
  private static @Nullable Operand operand(List<Step> steps, List<String> context) {
    List<String> names = new ArrayList<>(context);
    for (Step step : steps) {
      if (step.name() == null || step.axis() == Axis.TEXT) {
        return null;
      }
      names.add(step.name());
    }
    return slot(names);
  }

  private static Operand.Slot slot(List<String> names) {
    String[] path = names.toArray(String[]::new);
    return Operand.slot(path).exactly(path);
  }
}
