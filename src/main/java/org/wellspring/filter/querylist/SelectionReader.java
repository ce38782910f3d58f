package org.wellspring.filter.querylist;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.predicate.Comparison;
import org.wellspring.filter.querylist.Selection.Axis;
import org.wellspring.filter.querylist.Selection.Step;
import org.wellspring.filter.querylist.grammar.EventQueryLexer;
import org.wellspring.filter.querylist.grammar.EventQueryParser;
import org.wellspring.filter.querylist.grammar.EventQueryParser.CallContext;
import org.wellspring.filter.querylist.grammar.EventQueryParser.ConjunctionContext;
import org.wellspring.filter.querylist.grammar.EventQueryParser.ExpressionContext;
import org.wellspring.filter.querylist.grammar.EventQueryParser.FactorContext;
import org.wellspring.filter.querylist.grammar.EventQueryParser.PathContext;
import org.wellspring.filter.querylist.grammar.EventQueryParser.PredicateContext;
import org.wellspring.filter.querylist.grammar.EventQueryParser.StepContext;
import org.wellspring.filter.querylist.grammar.EventQueryParser.ValueContext;
import org.wellspring.filter.text.GrammarReader;
import org.wellspring.filter.text.TextLimits;

/** Text of a Select or Suppress → {@link Selection}. Safe for use by several threads. */
final class SelectionReader {
  private static final Map<String, String> TOKENS =
      Map.of(
          "NAME", "a name",
          "LITERAL", "a 'text'",
          "NUMBER", "a number",
          "TEXT_TEST", "text()",
          "BAND", "band");

  private final GrammarReader<EventQueryParser> grammar;

  SelectionReader(TextLimits limits) {
    this.grammar =
        new GrammarReader<>(
            "event query", EventQueryLexer::new, EventQueryParser::new, TOKENS, limits);
  }

  Selection.Path read(String text) throws FilterProblem {
    return path(grammar.read(text, EventQueryParser::selection).path());
  }

  private static Selection.Path path(PathContext rule) {
    return new Selection.Path(rule.step().stream().map(SelectionReader::step).toList());
  }

  private static Step step(StepContext rule) {
    if (rule.TEXT_TEST() != null) {
      return new Step(Axis.TEXT, null, List.of());
    }
    List<Selection> predicates = new ArrayList<>();
    for (PredicateContext predicate : rule.predicate()) {
      predicates.add(expression(predicate.expression()));
    }
    return new Step(
        rule.getStart().getText().equals("@") ? Axis.ATTRIBUTE : Axis.CHILD,
        rule.NAME() == null ? null : rule.NAME().getText(),
        predicates);
  }

  private static Selection expression(ExpressionContext rule) {
    List<Selection> any = new ArrayList<>();
    for (ConjunctionContext part : rule.conjunction()) {
      any.add(conjunction(part));
    }
    return any.size() == 1 ? any.get(0) : new Selection.Or(any);
  }

  private static Selection conjunction(ConjunctionContext rule) {
    List<Selection> all = new ArrayList<>();
    for (FactorContext part : rule.factor()) {
      all.add(factor(part));
    }
    return all.size() == 1 ? all.get(0) : new Selection.And(all);
  }

  private static Selection factor(FactorContext rule) {
    Selection left = value(rule.value(0));
    return rule.comparator() == null
        ? left
        : new Selection.Compare(
            left, comparison(rule.comparator().getText()), value(rule.value(1)));
  }

  private static Comparison comparison(String sign) {
    return switch (sign) {
      case "=" -> Comparison.EQUAL;
      case "!=" -> Comparison.NOT_EQUAL;
      case "<" -> Comparison.LESS;
      case "<=" -> Comparison.LESS_OR_EQUAL;
      case ">" -> Comparison.GREATER;
      default -> Comparison.GREATER_OR_EQUAL;
    };
  }

  private static Selection value(ValueContext rule) {
    if (rule.path() != null) {
      return path(rule.path());
    }
    if (rule.LITERAL() != null) {
      String quoted = rule.LITERAL().getText();
      return new Selection.Text(quoted.substring(1, quoted.length() - 1));
    }
    if (rule.NUMBER() != null) {
      return new Selection.Number(number(rule.NUMBER().getText()));
    }
    return rule.call() == null ? expression(rule.expression()) : call(rule.call());
  }

  private static BigDecimal number(String text) {
    String digits = text.startsWith("-") ? text.substring(1) : text;
    BigDecimal number =
        digits.startsWith("0x")
            ? new BigDecimal(new BigInteger(digits.substring(2), 16))
            : new BigDecimal(digits.endsWith(".") ? digits + "0" : digits);
    return text.startsWith("-") ? number.negate() : number;
  }

  private static Selection call(CallContext rule) {
    if (rule.POSITION() != null) {
      return new Selection.Position();
    }
    Selection first = value(rule.value(0));
    if (rule.BAND() != null) {
      return new Selection.Band(first, value(rule.value(1)));
    }
    return new Selection.TimeDiff(
        first, Optional.ofNullable(rule.value(1)).map(SelectionReader::value));
  }
}
