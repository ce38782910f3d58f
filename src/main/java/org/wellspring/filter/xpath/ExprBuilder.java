package org.wellspring.filter.xpath;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jaxen.expr.AllNodeStep;
import org.jaxen.expr.BinaryExpr;
import org.jaxen.expr.FilterExpr;
import org.jaxen.expr.FunctionCallExpr;
import org.jaxen.expr.LiteralExpr;
import org.jaxen.expr.LocationPath;
import org.jaxen.expr.NameStep;
import org.jaxen.expr.NumberExpr;
import org.jaxen.expr.PathExpr;
import org.jaxen.expr.Predicated;
import org.jaxen.expr.TextNodeStep;
import org.jaxen.expr.UnaryExpr;
import org.jaxen.expr.VariableReferenceExpr;
import org.jspecify.annotations.Nullable;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.predicate.Comparison;
import org.wellspring.filter.xpath.expr.Axis;
import org.wellspring.filter.xpath.expr.Expr;
import org.wellspring.filter.xpath.expr.Function;
import org.wellspring.filter.xpath.expr.NodeTest;
import org.wellspring.filter.xpath.expr.Positions;
import org.wellspring.filter.xpath.expr.Step;
import org.wellspring.xml.XmlName;

/** Makes our tree of Jaxen's: resolves names and functions, checks types, shortens {@code //}. */
final class ExprBuilder {
  /** Levels of the tree; comparing and evaluating descend with it. */
  private static final int MAX_DEPTH = 400;

  private final ExpressionCheck check;
  private final Map<String, String> namespaces;
  private final String unprefixed;
  private int depth;

  ExprBuilder(ExpressionCheck check, Map<String, String> namespaces, String unprefixed) {
    this.check = check;
    this.namespaces = namespaces;
    this.unprefixed = unprefixed;
  }

  Expr build(org.jaxen.expr.Expr expr) throws FilterProblem {
    if (++depth > MAX_DEPTH) {
      throw new FilterProblem(
          "the expression is nested too deeply; " + MAX_DEPTH + " levels are allowed");
    }
    Expr built = byKind(expr);
    depth--;
    return built;
  }

  private Expr byKind(org.jaxen.expr.Expr expr) throws FilterProblem {
    if (expr instanceof BinaryExpr binary) {
      return binary(binary);
    }
    if (expr instanceof LocationPath path) {
      return new Expr.Path(null, path.isAbsolute(), steps(path));
    }
    if (expr instanceof PathExpr path) {
      return path(path);
    }
    if (expr instanceof FilterExpr filter) {
      List<Expr> predicates = predicates(filter);
      Expr filtered = build(filter.getExpr());
      return predicates.isEmpty()
          ? filtered
          : new Expr.Filtered(nodes(filtered, "a predicate"), predicates);
    }
    if (expr instanceof LiteralExpr literal) {
      return new Expr.Literal(literal.getLiteral());
    }
    if (expr instanceof NumberExpr number) {
      return new Expr.Num(number.getNumber().doubleValue());
    }
    if (expr instanceof UnaryExpr unary) {
      return new Expr.Negate(build(unary.getExpr()));
    }
    if (expr instanceof FunctionCallExpr call) {
      return call(call);
    }
    if (expr instanceof VariableReferenceExpr variable) {
      throw check.noVariable(joined(variable.getPrefix(), variable.getVariableName()));
    }
    throw new FilterProblem("'" + expr.getText() + "' is not understood");
  }

  private static String joined(@Nullable String prefix, String local) {
    return prefix == null || prefix.isEmpty() ? local : prefix + ":" + local;
  }

  private static Expr nodes(Expr expr, String who) throws FilterProblem {
    if (expr.type() != Expr.Type.NODES) {
      throw new FilterProblem(who + " needs nodes and is given a " + typeName(expr));
    }
    return expr;
  }

  private static String typeName(Expr expr) {
    return expr.type().name().toLowerCase(Locale.ROOT);
  }

  private Expr binary(BinaryExpr binary) throws FilterProblem {
    String operator = binary.getOperator();
    if (operator.equals("and") || operator.equals("or")) {
      List<Expr> operands = chain(binary, operator);
      return operator.equals("and") ? new Expr.And(operands) : new Expr.Or(operands);
    }
    Expr left = build(binary.getLHS());
    Expr right = build(binary.getRHS());
    return switch (operator) {
      case "=" -> new Expr.Compare(Comparison.EQUAL, left, right);
      case "!=" -> new Expr.Compare(Comparison.NOT_EQUAL, left, right);
      case "<" -> new Expr.Compare(Comparison.LESS, left, right);
      case "<=" -> new Expr.Compare(Comparison.LESS_OR_EQUAL, left, right);
      case ">" -> new Expr.Compare(Comparison.GREATER, left, right);
      case ">=" -> new Expr.Compare(Comparison.GREATER_OR_EQUAL, left, right);
      case "|" -> new Expr.Union(nodes(left, "|"), nodes(right, "|"));
      default -> new Expr.Arithmetic(arithmetic(operator), left, right);
    };
  }

  private static Expr.Arithmetic.Operator arithmetic(String operator) throws FilterProblem {
    return switch (operator) {
      case "+" -> Expr.Arithmetic.Operator.PLUS;
      case "-" -> Expr.Arithmetic.Operator.MINUS;
      case "*" -> Expr.Arithmetic.Operator.TIMES;
      case "div" -> Expr.Arithmetic.Operator.DIV;
      case "mod" -> Expr.Arithmetic.Operator.MOD;
      default -> throw new FilterProblem("the operator " + operator + " is not understood");
    };
  }

  /** {@code a or b or c} is one level, not three: chains of hundreds occur. */
  private List<Expr> chain(BinaryExpr binary, String operator) throws FilterProblem {
    Deque<org.jaxen.expr.Expr> operands = new ArrayDeque<>();
    org.jaxen.expr.Expr at = binary;
    while (at instanceof BinaryExpr link && link.getOperator().equals(operator)) {
      operands.push(link.getRHS());
      at = link.getLHS();
    }
    operands.push(at);
    List<Expr> built = new ArrayList<>(operands.size());
    for (org.jaxen.expr.Expr operand : operands) {
      built.add(build(operand));
    }
    return List.copyOf(built);
  }

  private Expr path(PathExpr path) throws FilterProblem {
    @Nullable LocationPath steps = path.getLocationPath();
    org.jaxen.expr.@Nullable Expr from = path.getFilterExpr();
    if (from == null) {
      return build(steps);
    }
    Expr start = build(from);
    return steps == null ? start : new Expr.Path(nodes(start, "a path"), false, steps(steps));
  }

  private Expr call(FunctionCallExpr call) throws FilterProblem {
    String name = joined(call.getPrefix(), call.getFunctionName());
    Function function = Function.named(name).orElse(null);
    if (function == null) {
      throw check.noFunction(name);
    }
    List<Expr> arguments = new ArrayList<>();
    for (Object argument : call.getParameters()) {
      arguments.add(build((org.jaxen.expr.Expr) argument));
    }
    if (!function.takes(arguments.size())) {
      throw check.misused(
          name, "takes " + function.arity() + " arguments and is given " + arguments.size());
    }
    for (Expr argument : arguments) {
      if (function.needsNodes() && argument.type() != Expr.Type.NODES) {
        throw check.misused(name, "needs nodes and is given a " + typeName(argument));
      }
    }
    return new Expr.Call(function, List.copyOf(arguments));
  }

  private List<Step> steps(LocationPath path) throws FilterProblem {
    List<Step> steps = new ArrayList<>();
    for (Object step : path.getSteps()) {
      Step built = step((org.jaxen.expr.Step) step);
      int last = steps.size() - 1;
      if (last >= 0 && isEverything(steps.get(last)) && isPlainChild(built)) {
        // descendant-or-self::node()/child::x is descendant::x as long as no position is asked for
        steps.set(last, new Step(Axis.DESCENDANT, built.test(), built.predicates()));
      } else {
        steps.add(built);
      }
    }
    return List.copyOf(steps);
  }

  private static boolean isEverything(Step step) {
    return step.axis() == Axis.DESCENDANT_OR_SELF
        && step.test() == NodeTest.Kind.NODE
        && step.predicates().isEmpty();
  }

  private static boolean isPlainChild(Step step) {
    return step.axis() == Axis.CHILD && step.predicates().stream().noneMatch(Positions::matter);
  }

  private Step step(org.jaxen.expr.Step step) throws FilterProblem {
    Axis axis = axis(step.getAxis());
    return new Step(axis, test(step, axis), predicates(step));
  }

  private NodeTest test(org.jaxen.expr.Step step, Axis axis) throws FilterProblem {
    if (step instanceof NameStep name) {
      return nameTest(name, axis);
    }
    if (step instanceof TextNodeStep) {
      return NodeTest.Kind.TEXT;
    }
    return step instanceof AllNodeStep ? NodeTest.Kind.NODE : NodeTest.Kind.NOTHING;
  }

  private NodeTest nameTest(NameStep step, Axis axis) throws FilterProblem {
    String prefix = step.getPrefix() == null ? "" : step.getPrefix();
    if (step.getLocalName() == null) {
      throw new FilterProblem("after the prefix " + prefix + ": a name is missing");
    }
    boolean any = step.getLocalName().equals("*");
    if (prefix.isEmpty()) {
      boolean isElement = axis != Axis.ATTRIBUTE && axis != Axis.NAMESPACE;
      return any
          ? NodeTest.Kind.ANY_NAME
          : new NodeTest.Name(new XmlName(isElement ? unprefixed : "", step.getLocalName()));
    }
    String namespace = namespaces.get(prefix);
    if (namespace == null) {
      throw check.undeclared(prefix, declared());
    }
    return any
        ? new NodeTest.InNamespace(namespace)
        : new NodeTest.Name(new XmlName(namespace, step.getLocalName()));
  }

  private Map<String, String> declared() {
    Map<String, String> declared = new HashMap<>(namespaces);
    declared.remove("xml");
    return declared;
  }

  private List<Expr> predicates(Predicated predicated) throws FilterProblem {
    List<Expr> predicates = new ArrayList<>();
    for (Object predicate : predicated.getPredicates()) {
      predicates.add(build(((org.jaxen.expr.Predicate) predicate).getExpr()));
    }
    return List.copyOf(predicates);
  }

  private static Axis axis(int axis) throws FilterProblem {
    return switch (axis) {
      case org.jaxen.saxpath.Axis.CHILD -> Axis.CHILD;
      case org.jaxen.saxpath.Axis.DESCENDANT -> Axis.DESCENDANT;
      case org.jaxen.saxpath.Axis.PARENT -> Axis.PARENT;
      case org.jaxen.saxpath.Axis.ANCESTOR -> Axis.ANCESTOR;
      case org.jaxen.saxpath.Axis.FOLLOWING_SIBLING -> Axis.FOLLOWING_SIBLING;
      case org.jaxen.saxpath.Axis.PRECEDING_SIBLING -> Axis.PRECEDING_SIBLING;
      case org.jaxen.saxpath.Axis.FOLLOWING -> Axis.FOLLOWING;
      case org.jaxen.saxpath.Axis.PRECEDING -> Axis.PRECEDING;
      case org.jaxen.saxpath.Axis.ATTRIBUTE -> Axis.ATTRIBUTE;
      case org.jaxen.saxpath.Axis.NAMESPACE -> Axis.NAMESPACE;
      case org.jaxen.saxpath.Axis.SELF -> Axis.SELF;
      case org.jaxen.saxpath.Axis.DESCENDANT_OR_SELF -> Axis.DESCENDANT_OR_SELF;
      case org.jaxen.saxpath.Axis.ANCESTOR_OR_SELF -> Axis.ANCESTOR_OR_SELF;
      default -> throw new FilterProblem("the axis " + axis + " is not understood");
    };
  }
}
