package org.wellspring.filter.criteria;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.criteria.grammar.CriteriaLexer;
import org.wellspring.filter.criteria.grammar.CriteriaParser;
import org.wellspring.filter.criteria.grammar.CriteriaParser.ConjunctionContext;
import org.wellspring.filter.criteria.grammar.CriteriaParser.DisjunctionContext;
import org.wellspring.filter.criteria.grammar.CriteriaParser.FactorContext;
import org.wellspring.filter.criteria.grammar.CriteriaParser.TestContext;
import org.wellspring.filter.text.GrammarReader;
import org.wellspring.filter.text.TextLimits;

/** Text → {@link Condition}. Safe for use by several threads. */
public final class ConditionReader {
  /** What a condition is about: a cell has fewer operators. */
  public enum Subject {
    EVENT(EnumSet.allOf(Operator.class)),
    /** The table of operators applies to events only; these are said to work for cells too. */
    CELL(EnumSet.of(Operator.EQUALS, Operator.EQUALS_IGNORE_CASE));

    private final Set<Operator> offered;

    Subject(Set<Operator> offered) {
      this.offered = offered;
    }
  }

  /** Comparing with nothing is not allowed for these. */
  private static final Set<Operator> NEVER_BLANK =
      EnumSet.of(Operator.NOT_EQUALS, Operator.NOT_EQUALS_IGNORE_CASE);

  private static final Map<String, String> TOKENS =
      Map.of("SLOT", "a slot's name", "TEXT", "a \"text\"", "NUMBER", "a number");

  private final GrammarReader<CriteriaParser> grammar;

  public ConditionReader(TextLimits limits) {
    this.grammar =
        new GrammarReader<>("condition", CriteriaLexer::new, CriteriaParser::new, TOKENS, limits);
  }

  /** Reads a condition; the problem says line, column, what was found and what was expected. */
  public Condition read(String text, Subject subject) throws FilterProblem {
    return disjunction(grammar.read(text, CriteriaParser::condition).disjunction(), subject);
  }

  private static Condition disjunction(DisjunctionContext rule, Subject subject)
      throws FilterProblem {
    List<Condition> any = new ArrayList<>();
    for (ConjunctionContext part : rule.conjunction()) {
      any.add(conjunction(part, subject));
    }
    return any.size() == 1 ? any.get(0) : new Condition.Or(any);
  }

  private static Condition conjunction(ConjunctionContext rule, Subject subject)
      throws FilterProblem {
    List<Condition> all = new ArrayList<>();
    for (FactorContext part : rule.factor()) {
      all.add(factor(part, subject));
    }
    return all.size() == 1 ? all.get(0) : new Condition.And(all);
  }

  private static Condition factor(FactorContext rule, Subject subject) throws FilterProblem {
    Condition positive =
        rule.test() != null ? test(rule.test(), subject) : disjunction(rule.disjunction(), subject);
    return rule.NOT().size() % 2 == 0 ? positive : new Condition.Not(positive);
  }

  private static Condition test(TestContext rule, Subject subject) throws FilterProblem {
    String name = rule.operator().getText();
    Operator operator =
        Operator.named(name)
            .filter(subject.offered::contains)
            .orElseThrow(
                () ->
                    new FilterProblem(
                        GrammarReader.place(rule.operator().getStart())
                            + "found "
                            + name
                            + ", expected EQUALS, EQUALS_IGNORE_CASE or EQUALSIGNORECASE: a cell"
                            + " has no other operators"));
    String operand = operand(rule);
    if (operand.isBlank() && NEVER_BLANK.contains(operator)) {
      throw new FilterProblem(
          GrammarReader.place(rule.getStop())
              + "found a blank text, expected one that is not: "
              + name
              + " compares no blank values");
    }
    return new Condition.Test(rule.SLOT().getText(), operator, operand);
  }

  private static String operand(TestContext rule) {
    if (rule.NUMBER() != null) {
      return rule.NUMBER().getText();
    }
    String quoted = rule.TEXT().getText();
    String text = quoted.substring(1, quoted.length() - 1);
    return text.indexOf('\\') < 0 ? text : text.replaceAll("\\\\([\"\\\\])", "$1");
  }
}
