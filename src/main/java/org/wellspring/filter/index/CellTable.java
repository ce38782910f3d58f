package org.wellspring.filter.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wellspring.filter.predicate.Leaf;
import org.wellspring.filter.predicate.Predicate;

/** All sub-expressions in use, each once. Used under the index's lock. */
final class CellTable {
  private static final Comparator<Cell> CHEAPEST_FIRST =
      Comparator.comparingInt(Cell::cost).thenComparingInt(cell -> cell.number);

  private final Map<Cell, Cell> cells = new HashMap<>();
  private int next;

  /** The cell of a predicate; counts one more user of it. */
  Cell acquire(Predicate predicate) {
    Cell candidate = candidate(predicate);
    Cell known = cells.putIfAbsent(candidate, candidate);
    if (known == null) {
      candidate.users = 1;
      return candidate;
    }
    for (Cell part : candidate.parts()) {
      release(part); // the one we know uses them already
    }
    known.users++;
    return known;
  }

  private Cell candidate(Predicate predicate) {
    if (predicate instanceof Leaf leaf) {
      return new Cell.OfLeaf(next++, leaf);
    }
    if (predicate instanceof Predicate.Constant constant) {
      return new Cell.OfConstant(next++, constant.truth());
    }
    List<Cell> parts = new ArrayList<>();
    for (Predicate operand : operands(predicate)) {
      parts.add(acquire(operand));
    }
    parts.sort(CHEAPEST_FIRST);
    return new Cell.Composite(next++, Cell.Composite.formOf(predicate), parts.toArray(Cell[]::new));
  }

  private static List<? extends Predicate> operands(Predicate predicate) {
    if (predicate instanceof Predicate.And and) {
      return and.operands();
    }
    return predicate instanceof Predicate.Or or
        ? or.operands()
        : List.of(((Predicate.Not) predicate).operand());
  }

  /** Counts one user less; whatever nobody uses any more is forgotten. */
  void release(Cell cell) {
    cell.users--;
    if (cell.users == 0) {
      cells.remove(cell);
      for (Cell part : cell.parts()) {
        release(part);
      }
    }
  }

  int size() {
    return cells.size();
  }
}
