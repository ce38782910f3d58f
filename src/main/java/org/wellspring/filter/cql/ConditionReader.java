package org.wellspring.filter.cql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.cql.CqlReader.Chains;
import org.wellspring.filter.cql.grammar.CqlParser.ChainContext;
import org.wellspring.filter.cql.grammar.CqlParser.ConjunctionContext;
import org.wellspring.filter.cql.grammar.CqlParser.ExpressionContext;
import org.wellspring.filter.cql.grammar.CqlParser.FactorContext;
import org.wellspring.filter.cql.grammar.CqlParser.NumberContext;
import org.wellspring.filter.cql.grammar.CqlParser.OperandContext;
import org.wellspring.filter.cql.grammar.CqlParser.StepContext;
import org.wellspring.filter.cql.grammar.CqlParser.TestContext;
import org.wellspring.filter.predicate.Comparison;
import org.wellspring.filter.query.Expression;
import org.wellspring.filter.query.Expression.Property;
import org.wellspring.filter.query.Expression.Step;
import org.wellspring.filter.query.Expression.Which;
import org.wellspring.filter.query.Literals;
import org.wellspring.filter.query.QueryRules;
import org.wellspring.filter.text.GrammarReader;
import org.wellspring.filter.text.RegularLike;
import org.wellspring.filter.text.TextLimits;

/** The WHERE of a query. Descends as deep as its parentheses, which the grammar's reader bounds. */
final class ConditionReader {
  private final Chains chains;
  private final TextLimits limits;

  ConditionReader(Chains chains, TextLimits limits) {
    this.chains = chains;
    this.limits = limits;
  }

  Expression expression(ExpressionContext rule) throws FilterProblem {
    List<Expression> any = new ArrayList<>();
    for (ConjunctionContext part : rule.conjunction()) {
      any.add(conjunction(part));
    }
    return any.size() == 1 ? any.get(0) : new Expression.Or(any);
  }

  private Expression conjunction(ConjunctionContext rule) throws FilterProblem {
    List<Expression> all = new ArrayList<>();
    for (FactorContext part : rule.factor()) {
      all.add(factor(part));
    }
    return all.size() == 1 ? all.get(0) : new Expression.And(all);
  }

  private Expression factor(FactorContext rule) throws FilterProblem {
    Expression positive =
        rule.test() == null ? alone(rule) : tested(rule, plain(rule.operand()), rule.test());
    return rule.NOT().size() % 2 == 0 ? positive : new Expression.Not(positive);
  }

  /** A condition in parentheses, or a property that is a truth value. */
  private Expression alone(FactorContext rule) throws FilterProblem {
    OperandContext operand = rule.operand();
    boolean quantified = rule.ANY() != null || rule.EVERY() != null;
    if (operand.expression() != null && !quantified) {
      return expression(operand.expression());
    }
    if (operand.chain() == null) {
      throw CqlReader.problem(
          operand,
          "found "
              + shown(operand)
              + " alone, expected a comparison or a property that is TRUE or FALSE");
    }
    return new Expression.Compare(
        valued(rule, operand.chain()), Comparison.EQUAL, new Expression.Bool(true));
  }

  private Expression tested(FactorContext rule, OperandContext left, TestContext test)
      throws FilterProblem {
    if (test.comparator() != null) {
      return comparison(rule, left, test);
    }
    if (left.chain() == null) {
      throw CqlReader.problem(left, "found " + shown(left) + ", expected a property");
    }
    Property property = property(rule, left.chain());
    if (test.ISA() != null) {
      return new Expression.IsA(property, test.NAME().getText());
    }
    if (property.steps().isEmpty()) {
      throw CqlReader.problem(left, "found the event itself, expected one of its properties");
    }
    Expression positive =
        test.LIKE() != null ? like(property, test) : new Expression.IsNull(property);
    return test.NOT() == null ? positive : new Expression.Not(positive);
  }

  private Expression like(Property property, TestContext test) throws FilterProblem {
    String quoted = test.TEXT().getText();
    String pattern = Literals.inner(quoted);
    try {
      return new Expression.Like(
          property,
          pattern,
          RegularLike.test(pattern, QueryRules.CQL.textCase(), limits.maxNesting()));
    } catch (FilterProblem problem) {
      throw new FilterProblem(
          GrammarReader.place(test.TEXT().getSymbol()) + quoted + ": " + problem.getMessage());
    }
  }

  private Expression comparison(FactorContext rule, OperandContext left, TestContext test)
      throws FilterProblem {
    OperandContext right = plain(test.operand());
    Comparison comparison = comparison(test.comparator().getText());
    if (left.chain() == null && right.chain() == null) {
      throw CqlReader.problem(
          left, "neither " + shown(left) + " nor " + shown(right) + " is a property");
    }
    if (left.chain() == null || right.chain() == null) {
      boolean turned = left.chain() == null;
      Property property = valued(rule, turned ? right.chain() : left.chain());
      Expression.Constant constant = constant(turned ? left : right, comparison);
      return new Expression.Compare(
          property, turned ? comparison.mirrored() : comparison, constant);
    }
    if (rule.EVERY() != null || rule.ANY() != null) {
      throw CqlReader.problem(rule, "ANY and EVERY compare a list with a constant only");
    }
    return new Expression.CompareProperties(
        valued(rule, left.chain()), comparison, valued(rule, right.chain()));
  }

  private Property valued(FactorContext rule, ChainContext chain) throws FilterProblem {
    Property property = property(rule, chain);
    if (property.steps().isEmpty()) {
      throw CqlReader.problem(chain, "found the event itself, expected one of its properties");
    }
    return property;
  }

  /** Superfluous parentheses around a value are taken off. */
  private static OperandContext plain(OperandContext operand) throws FilterProblem {
    OperandContext inner = operand;
    while (inner.expression() != null) {
      FactorContext only = onlyFactor(inner.expression());
      if (only == null) {
        throw CqlReader.problem(inner, "found a condition, expected a value to compare");
      }
      inner = only.operand();
    }
    return inner;
  }

  private static @Nullable FactorContext onlyFactor(ExpressionContext expression) {
    FactorContext first = expression.conjunction(0).factor(0);
    boolean alone =
        expression.conjunction().size() == 1
            && expression.conjunction(0).factor().size() == 1
            && first.NOT().isEmpty()
            && first.ANY() == null
            && first.EVERY() == null
            && first.test() == null;
    return alone ? first : null;
  }

  private static Comparison comparison(String sign) {
    return switch (sign) {
      case "=" -> Comparison.EQUAL;
      case "<>" -> Comparison.NOT_EQUAL;
      case "<" -> Comparison.LESS;
      case "<=" -> Comparison.LESS_OR_EQUAL;
      case ">" -> Comparison.GREATER;
      default -> Comparison.GREATER_OR_EQUAL;
    };
  }

  private static Expression.Constant constant(OperandContext operand, Comparison comparison)
      throws FilterProblem {
    if (operand.TEXT() != null) {
      return new Expression.Text(Literals.text(operand.TEXT().getText()));
    }
    if (operand.number() != null) {
      NumberContext number = operand.number();
      String sign = number.getChildCount() > 1 ? number.getStart().getText() : "";
      return new Expression.Number(Literals.number(sign, number.getStop()));
    }
    if (comparison != Comparison.EQUAL && comparison != Comparison.NOT_EQUAL) {
      throw CqlReader.problem(operand, "TRUE and FALSE are compared by = and <> only");
    }
    return new Expression.Bool(operand.TRUE() != null);
  }

  private Property property(FactorContext rule, ChainContext chain) throws FilterProblem {
    List<Step> steps = new ArrayList<>();
    Which which = rule.EVERY() != null ? Which.EVERY : rule.ANY() != null ? Which.ANY : Which.PLAIN;
    for (StepContext step : chain.step()) {
      boolean last = step == chain.step(chain.step().size() - 1);
      Optional<Which> index = index(step);
      if (index.isPresent() && !last) {
        throw CqlReader.problem(step, "an index is possible at the last name of a chain only");
      }
      if (index.isPresent() && index.get().index().isPresent()) {
        if (which != Which.PLAIN) {
          throw CqlReader.problem(step, "ANY and EVERY look at a whole list, not at one value");
        }
        which = index.get();
      }
      steps.add(step(step));
    }
    boolean named = chains.isTheEvent(steps.get(0).name()) && steps.get(0).scope().isEmpty();
    return new Property(named ? steps.subList(1, steps.size()) : steps, which);
  }

  private static Step step(StepContext step) {
    return step.NAME().size() > 1
        ? new Step(Optional.of(step.NAME(0).getText()), step.NAME(1).getText())
        : Step.to(step.NAME(0).getText());
  }

  /** {@code [*]} is the whole list, as is nothing. */
  private static Optional<Which> index(StepContext step) throws FilterProblem {
    if (step.INTEGER() == null) {
      return step.getText().endsWith("]") ? Optional.of(Which.PLAIN) : Optional.empty();
    }
    try {
      return Optional.of(Which.at(Integer.parseInt(step.INTEGER().getText())));
    } catch (NumberFormatException e) {
      throw new FilterProblem(
          GrammarReader.place(step.INTEGER().getSymbol())
              + "found "
              + step.INTEGER().getText()
              + ", expected an index up to "
              + Integer.MAX_VALUE);
    }
  }

  private static String shown(OperandContext operand) {
    return operand.expression() != null ? "a condition" : operand.getText();
  }
}
