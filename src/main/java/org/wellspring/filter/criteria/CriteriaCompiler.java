package org.wellspring.filter.criteria;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.criteria.ConditionReader.Subject;
import org.wellspring.filter.predicate.Comparison;
import org.wellspring.filter.predicate.Match;
import org.wellspring.filter.predicate.NumberCompares;
import org.wellspring.filter.predicate.Operand;
import org.wellspring.filter.predicate.Predicate;
import org.wellspring.filter.predicate.TextCase;
import org.wellspring.filter.predicate.ValueTest;
import org.wellspring.filter.text.TextCompares;
import org.wellspring.filter.text.TextLimits;
import org.wellspring.xml.XmlElement;

/**
 * Criteria → {@link Predicate}. The slot {@code CLASS} is the event's class; any other slot is the
 * property of that very name, whose repetition is a list.
 *
 * <p>A test is true when it is true of one of the slot's values, and false when there is none; the
 * two that say "not" are true when no value is equal and one is there that is not blank. An operand
 * that is a number is compared as one by the four operators of order, and a value that is no number
 * is then neither smaller nor greater; any other operand is compared as text, by code points.
 *
 * <p>Safe for use by several threads.
 */
public final class CriteriaCompiler {
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?");

  private final ConditionReader reader;

  public CriteriaCompiler(TextLimits limits) {
    this.reader = new ConditionReader(limits);
  }

  /** Compiles a condition; the problem says line, column, what was found and what was expected. */
  public Predicate compile(String text, Subject subject) throws FilterProblem {
    return lower(reader.read(text, subject));
  }

  /** A cell in the form in which a compiled condition is tested on it. */
  public static XmlElement cell(Map<String, String> slots) {
    XmlElement.Builder cell = XmlElement.builder("", "cell", "");
    slots.forEach((name, value) -> cell.child("", name, "", value));
    return cell.build();
  }

  private static Predicate lower(Condition condition) {
    if (condition instanceof Condition.And and) {
      return Predicate.allOf(and.all().stream().map(CriteriaCompiler::lower).toList());
    }
    if (condition instanceof Condition.Or or) {
      return Predicate.anyOf(or.any().stream().map(CriteriaCompiler::lower).toList());
    }
    return condition instanceof Condition.Not not
        ? Predicate.not(lower(not.negated()))
        : lower((Condition.Test) condition);
  }

  private static Predicate lower(Condition.Test test) {
    Operand slot = slot(test.slot());
    String operand = test.operand();
    return switch (test.operator()) {
      case NOT_EQUALS -> unequal(slot, operand, TextCase.EXACT);
      case NOT_EQUALS_IGNORE_CASE -> unequal(slot, operand, TextCase.IGNORED);
      case ENDS_WITH -> Match.of(slot, ValueTest.endsWith(operand, TextCase.EXACT));
      case ENDS_WITH_IGNORE_CASE -> Match.of(slot, ValueTest.endsWith(operand, TextCase.IGNORED));
      case STARTS_WITH -> Match.of(slot, ValueTest.startsWith(operand, TextCase.EXACT));
      case STARTS_WITH_IGNORE_CASE ->
          Match.of(slot, ValueTest.startsWith(operand, TextCase.IGNORED));
      case CONTAINS -> Match.of(slot, ValueTest.contains(operand, TextCase.EXACT));
      case CONTAINS_IGNORE_CASE -> Match.of(slot, ValueTest.contains(operand, TextCase.IGNORED));
      case EQUALS, LIST_CONTAINS -> Match.of(slot, ValueTest.equalTo(operand, TextCase.EXACT));
      case EQUALS_IGNORE_CASE -> Match.of(slot, ValueTest.equalTo(operand, TextCase.IGNORED));
      case SMALLER_THAN -> Match.of(slot, order(Comparison.LESS, operand));
      case SMALLER_OR_EQUALS -> Match.of(slot, order(Comparison.LESS_OR_EQUAL, operand));
      case GREATER_THAN -> Match.of(slot, order(Comparison.GREATER, operand));
      case GREATER_OR_EQUALS -> Match.of(slot, order(Comparison.GREATER_OR_EQUAL, operand));
    };
  }

  private static Operand slot(String name) {
    return name.equals("CLASS") ? Operand.CLASS_NAME : Operand.slot(name).exactly(name);
  }

  private static Predicate unequal(Operand slot, String operand, TextCase textCase) {
    return Predicate.allOf(
        Match.of(slot, new NotBlank()),
        Predicate.not(Match.of(slot, ValueTest.equalTo(operand, textCase))));
  }

  private static ValueTest order(Comparison comparison, String operand) {
    return NUMBER.matcher(operand).matches()
        ? NumberCompares.of(comparison, new BigDecimal(operand))
        : new TextCompares(comparison, operand, TextCase.EXACT);
  }
}
