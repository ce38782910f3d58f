package org.wellspring.filter.wql;

import java.util.ArrayList;
import java.util.List;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.predicate.Comparison;
import org.wellspring.filter.query.Expression;
import org.wellspring.filter.query.Expression.Property;
import org.wellspring.filter.query.Expression.Step;
import org.wellspring.filter.query.Expression.Which;
import org.wellspring.filter.query.Literals;
import org.wellspring.filter.query.QueryRules;
import org.wellspring.filter.text.GrammarReader;
import org.wellspring.filter.text.WildcardLike;
import org.wellspring.filter.wql.grammar.WqlParser.ChainContext;
import org.wellspring.filter.wql.grammar.WqlParser.ConjunctionContext;
import org.wellspring.filter.wql.grammar.WqlParser.ExpressionContext;
import org.wellspring.filter.wql.grammar.WqlParser.FactorContext;
import org.wellspring.filter.wql.grammar.WqlParser.NumberContext;
import org.wellspring.filter.wql.grammar.WqlParser.OperandContext;
import org.wellspring.filter.wql.grammar.WqlParser.TestContext;

/** The WHERE of a query. Descends as deep as its parentheses, which the grammar's reader bounds. */
final class ConditionReader {
  private final String fromClass;

  ConditionReader(String fromClass) {
    this.fromClass = fromClass;
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
        rule.expression() != null
            ? expression(rule.expression())
            : tested(rule.operand(), rule.test());
    return rule.NOT().size() % 2 == 0 ? positive : new Expression.Not(positive);
  }

  private Expression tested(OperandContext left, TestContext test) throws FilterProblem {
    if (test.comparator() != null) {
      return comparison(left, test);
    }
    if (left.chain() == null) {
      throw WqlReader.problem(left, "found " + left.getText() + ", expected a property");
    }
    if (test.ISA() != null) {
      String superclass =
          test.NAME() != null ? test.NAME().getText() : Literals.text(test.TEXT().getText());
      return new Expression.IsA(property(left.chain()), superclass);
    }
    Property property = valued(left.chain());
    Expression positive = test.LIKE() != null ? like(property, test) : is(property, test);
    return test.NOT() == null ? positive : new Expression.Not(positive);
  }

  private static Expression is(Property property, TestContext test) {
    return test.NULL() != null
        ? new Expression.IsNull(property)
        : new Expression.Compare(
            property, Comparison.EQUAL, new Expression.Bool(test.TRUE() != null));
  }

  private static Expression like(Property property, TestContext test) throws FilterProblem {
    String quoted = test.TEXT().getText();
    String pattern = Literals.pattern(quoted);
    try {
      return new Expression.Like(
          property, pattern, WildcardLike.test(pattern, QueryRules.WQL.textCase()));
    } catch (FilterProblem problem) {
      throw new FilterProblem(
          GrammarReader.place(test.TEXT().getSymbol()) + quoted + ": " + problem.getMessage());
    }
  }

  private Expression comparison(OperandContext left, TestContext test) throws FilterProblem {
    OperandContext right = test.operand();
    Comparison comparison = comparison(test.comparator().getText());
    if (left.chain() == null && right.chain() == null) {
      throw WqlReader.problem(
          left, "neither " + left.getText() + " nor " + right.getText() + " is a property");
    }
    if (left.chain() != null && right.chain() != null) {
      return new Expression.CompareProperties(
          valued(left.chain()), comparison, valued(right.chain()));
    }
    return left.chain() != null
        ? new Expression.Compare(valued(left.chain()), comparison, constant(right, comparison))
        : new Expression.Compare(
            valued(right.chain()), comparison.mirrored(), constant(left, comparison));
  }

  private static Comparison comparison(String sign) {
    return switch (sign) {
      case "=" -> Comparison.EQUAL;
      case "!=", "<>" -> Comparison.NOT_EQUAL;
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
      throw WqlReader.problem(operand, "TRUE and FALSE are compared by =, != and <> only");
    }
    return new Expression.Bool(operand.TRUE() != null);
  }

  private Property valued(ChainContext chain) throws FilterProblem {
    Property property = property(chain);
    if (property.steps().isEmpty()) {
      throw WqlReader.problem(chain, "found the event itself, expected one of its properties");
    }
    return property;
  }

  private Property property(ChainContext chain) {
    return new Property(
        WqlReader.names(chain, fromClass).stream().map(Step::to).toList(), Which.PLAIN);
  }
}
