package org.wellspring.filter.xpath.expr;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wellspring.filter.predicate.Comparison;

/**
 * An expression. Immutable, compared by value. Its type is known before it is evaluated, as there
 * are no variables.
 */
public sealed interface Expr {
  /** What an expression gives. */
  enum Type {
    NODES,
    STRING,
    NUMBER,
    BOOLEAN
  }

  Type type();

  /**
   * Evaluates.
   *
   * @return a {@link NodeSet}, {@code String}, {@code Double} or {@code Boolean}, as {@link #type}
   *     says
   */
  Object value(Focus focus);

  /** The value as a boolean. §4.3. */
  default boolean isTrue(Focus focus) {
    return Convert.toBoolean(value(focus));
  }

  /** The value as a number. §4.4. */
  default double number(Focus focus) {
    return Convert.toNumber(value(focus), focus);
  }

  /** The value as a string. §4.2. */
  default String string(Focus focus) {
    return Convert.toText(value(focus), focus);
  }

  /**
   * The nodes.
   *
   * @throws IllegalStateException if it is of another type; the parser sees to it that it is not
   */
  default NodeSet nodes(Focus focus) {
    if (value(focus) instanceof NodeSet nodes) {
      return nodes;
    }
    throw new IllegalStateException("no node-set: " + this);
  }

  /** A string in quotes. */
  record Literal(String text) implements Expr {
    @Override
    public Type type() {
      return Type.STRING;
    }

    @Override
    public Object value(Focus focus) {
      return text;
    }
  }

  /** A number. */
  record Num(double value) implements Expr {
    @Override
    public Type type() {
      return Type.NUMBER;
    }

    @Override
    public Object value(Focus focus) {
      return value;
    }
  }

  /** {@code and} of two or more, from left to right, until one is false. §3.4. */
  record And(List<Expr> operands) implements Expr {
    @Override
    public Type type() {
      return Type.BOOLEAN;
    }

    @Override
    public Object value(Focus focus) {
      for (Expr operand : operands) {
        if (!operand.isTrue(focus)) {
          return false;
        }
      }
      return true;
    }
  }

  /** {@code or} of two or more, from left to right, until one is true. §3.4. */
  record Or(List<Expr> operands) implements Expr {
    @Override
    public Type type() {
      return Type.BOOLEAN;
    }

    @Override
    public Object value(Focus focus) {
      for (Expr operand : operands) {
        if (operand.isTrue(focus)) {
          return true;
        }
      }
      return false;
    }
  }

  /** {@code = != < <= > >=}. §3.4. */
  record Compare(Comparison comparison, Expr left, Expr right) implements Expr {
    @Override
    public Type type() {
      return Type.BOOLEAN;
    }

    @Override
    public Object value(Focus focus) {
      return Comparing.holds(comparison, left.value(focus), right.value(focus), focus);
    }
  }

  /** {@code + - * div mod}. §3.5. */
  record Arithmetic(Operator operator, Expr left, Expr right) implements Expr {
    /** The operators; IEEE 754 throughout. */
    public enum Operator {
      PLUS,
      MINUS,
      TIMES,
      DIV,
      MOD
    }

    @Override
    public Type type() {
      return Type.NUMBER;
    }

    @Override
    public Object value(Focus focus) {
      double a = left.number(focus);
      double b = right.number(focus);
      return switch (operator) {
        case PLUS -> a + b;
        case MINUS -> a - b;
        case TIMES -> a * b;
        case DIV -> a / b;
        case MOD -> a % b;
      };
    }
  }

  /** Unary minus. */
  record Negate(Expr operand) implements Expr {
    @Override
    public Type type() {
      return Type.NUMBER;
    }

    @Override
    public Object value(Focus focus) {
      return -operand.number(focus);
    }
  }

  /** {@code |}. §3.3. */
  record Union(Expr left, Expr right) implements Expr {
    @Override
    public Type type() {
      return Type.NODES;
    }

    @Override
    public Object value(Focus focus) {
      return left.nodes(focus).union(right.nodes(focus), focus.evaluation());
    }

    @Override
    public boolean isTrue(Focus focus) {
      return left.isTrue(focus) || right.isTrue(focus);
    }
  }

  /** A function of the core library with the right number of arguments. §4. */
  record Call(Function function, List<Expr> arguments) implements Expr {
    @Override
    public Type type() {
      return function.type();
    }

    @Override
    public Object value(Focus focus) {
      return Functions.call(function, arguments, focus);
    }
  }

  /** An expression with predicates: positions count in document order. §3.3. */
  record Filtered(Expr expr, List<Expr> predicates) implements Expr {
    @Override
    public Type type() {
      return Type.NODES;
    }

    @Override
    public Object value(Focus focus) {
      List<Object> nodes = expr.nodes(focus).nodes();
      for (Expr predicate : predicates) {
        nodes = Step.filter(nodes, predicate, focus.evaluation());
      }
      return new NodeSet(nodes);
    }
  }

  /**
   * A location path. §2.
   *
   * @param from what it begins at; null: the document when absolute, else the context node
   */
  record Path(@Nullable Expr from, boolean isAbsolute, List<Step> steps) implements Expr {
    @Override
    public Type type() {
      return Type.NODES;
    }

    @Override
    public Object value(Focus focus) {
      NodeSet nodes = start(focus);
      boolean flat = nodes.size() <= 1;
      for (Step step : steps) {
        nodes = step.from(nodes, flat, focus.evaluation());
        flat = flat && step.axis().keepsFlat() || nodes.size() <= 1;
      }
      return nodes;
    }

    private NodeSet start(Focus focus) {
      if (from != null) {
        return from.nodes(focus);
      }
      return NodeSet.of(isAbsolute ? focus.evaluation().document() : focus.node());
    }

    /** Whether there is such a node: the last step ends at the first one found. */
    @Override
    public boolean isTrue(Focus focus) {
      if (steps.isEmpty()) {
        return !start(focus).isEmpty();
      }
      int last = steps.size() - 1;
      Object before = new Path(from, isAbsolute, steps.subList(0, last)).value(focus);
      for (Object node : ((NodeSet) before).nodes()) {
        if (!steps.get(last).select(node, focus.evaluation()).isEmpty()) {
          return true;
        }
      }
      return false;
    }
  }
}
