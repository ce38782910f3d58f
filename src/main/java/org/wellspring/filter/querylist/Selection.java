package org.wellspring.filter.querylist;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wellspring.filter.predicate.Comparison;

/** An expression of an event query. Compared by value. */
sealed interface Selection {
  record Or(List<Selection> any) implements Selection {
    public Or {
      any = List.copyOf(any);
    }
  }

  record And(List<Selection> all) implements Selection {
    public And {
      all = List.copyOf(all);
    }
  }

  record Compare(Selection left, Comparison comparison, Selection right) implements Selection {}

  /** Nodes; at least one step. */
  record Path(List<Step> steps) implements Selection {
    public Path {
      steps = List.copyOf(steps);
    }
  }

  record Text(String text) implements Selection {}

  record Number(BigDecimal number) implements Selection {}

  /** Where the context node stands among its like, from 1. */
  record Position() implements Selection {}

  /** Whether two numbers have a bit in common. */
  record Band(Selection left, Selection right) implements Selection {}

  /** Milliseconds from one point of time to another, or to now. */
  record TimeDiff(Selection from, Optional<Selection> to) implements Selection {}

  /** What a step leads to. */
  enum Axis {
    CHILD,
    ATTRIBUTE,
    TEXT
  }

  /**
   * A step.
   *
   * @param name null for any
   */
  record Step(Axis axis, @Nullable String name, List<Selection> predicates) {
    public Step {
      predicates = List.copyOf(predicates);
    }

    boolean takes(String local) {
      return name == null || name.equals(local);
    }
  }
}
