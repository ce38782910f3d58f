package org.wellspring.filter.criteria;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.criteria.Condition.And;
import org.wellspring.filter.criteria.Condition.Not;
import org.wellspring.filter.criteria.Condition.Or;
import org.wellspring.filter.criteria.ConditionReader.Subject;
import org.wellspring.filter.text.TextLimits;

final class ConditionReaderTest {
  private static final Condition A = new Condition.Test("a", Operator.EQUALS, "1");
  private static final Condition B = new Condition.Test("b", Operator.EQUALS, "2");
  private static final Condition C = new Condition.Test("c", Operator.EQUALS, "3");
  private final ConditionReader reader = new ConditionReader(new TextLimits(4096, 20));

  private Condition read(String text) throws FilterProblem {
    return reader.read(text, Subject.EVENT);
  }

  private void refused(String text, String message) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(FilterProblem.class).hasMessage(message);
  }

  @Test
  void notBindsTighterThanAndAndAndTighterThanOr() throws FilterProblem {
    assertThat(read("a EQUALS \"1\" OR NOT b EQUALS \"2\" AND c EQUALS \"3\""))
        .isEqualTo(new Or(List.of(A, new And(List.of(new Not(B), C)))));
    assertThat(read("(a EQUALS \"1\" OR b EQUALS \"2\") AND NOT (c EQUALS \"3\")"))
        .isEqualTo(new And(List.of(new Or(List.of(A, B)), new Not(C))));
    assertThat(read("NOT NOT a EQUALS \"1\"")).isEqualTo(A);
  }

  @ParameterizedTest
  @CsvSource({
    "EQUALSIGNORECASE,EQUALS_IGNORE_CASE",
    "EQUALS_IGNORE_CASE,EQUALS_IGNORE_CASE",
    "CONTAINS_IGNORECASE,CONTAINS_IGNORE_CASE",
    "LIST_CONTAINS,LIST_CONTAINS",
    "SMALLER_OR_EQUALS,SMALLER_OR_EQUALS"
  })
  void operatorsAreKnownByTheNamesOfTheirTable(String written, Operator meant)
      throws FilterProblem {
    assertThat(read("msg " + written + " \"x\"")).isEqualTo(new Condition.Test("msg", meant, "x"));
  }

  @Test
  void quotationMarksAndBackslashesInTextsAreEscaped() throws FilterProblem {
    assertThat(read("msg EQUALS \"a \\\"b\\\" \\\\ \\c\""))
        .isEqualTo(new Condition.Test("msg", Operator.EQUALS, "a \"b\" \\ \\c"));
  }

  @Test
  void numbersNeedNoQuotationMarks() throws FilterProblem {
    assertThat(read("ii_num GREATER_THAN -10.5"))
        .isEqualTo(new Condition.Test("ii_num", Operator.GREATER_THAN, "-10.5"));
  }

  @Test
  void errorsSayWhereAndWhatWasFoundAndExpected() {
    refused(
        "msg CONTAIN \"x\"",
        "line 1, column 5: found 'CONTAIN', expected ENDS_WITH, ENDS_WITH_IGNORE_CASE, STARTS_WITH,"
            + " STARTS_WITH_IGNORE_CASE, CONTAINS, CONTAINS_IGNORECASE, NOT_EQUALS,"
            + " NOT_EQUALS_IGNORE_CASE, EQUALS, EQUALS_IGNORE_CASE, EQUALSIGNORECASE,"
            + " LIST_CONTAINS, SMALLER_THAN, SMALLER_OR_EQUALS, GREATER_THAN or"
            + " GREATER_OR_EQUALS");
    refused(
        "msg EQUALS \"x\"\n  AND sev EQUALS MAJOR",
        "line 2, column 18: found 'MAJOR', expected a \"text\" or a number");
    refused(
        "msg EQUALS \"x\" sev",
        "line 1, column 16: found 'sev', expected AND, OR or the end of the text");
    refused(
        "(msg EQUALS \"x\"",
        "line 1, column 16: found the end of the text, expected ')', AND or OR");
    refused(
        "msg EQUALS \"x",
        "line 1, column 12: found a text that is not closed: '\"x', expected a \"text\" or a"
            + " number");
    refused("AND", "line 1, column 1: found 'AND', expected '(', NOT or a slot's name");
    refused(
        "msg # \"x\"",
        "line 1, column 5: found '#', expected ENDS_WITH, ENDS_WITH_IGNORE_CASE, STARTS_WITH,"
            + " STARTS_WITH_IGNORE_CASE, CONTAINS, CONTAINS_IGNORECASE, NOT_EQUALS,"
            + " NOT_EQUALS_IGNORE_CASE, EQUALS, EQUALS_IGNORE_CASE, EQUALSIGNORECASE,"
            + " LIST_CONTAINS, SMALLER_THAN, SMALLER_OR_EQUALS, GREATER_THAN or"
            + " GREATER_OR_EQUALS");
  }

  @Test
  void aBlankTextCannotBeUnequal() {
    refused(
        "msg NOT_EQUALS \" \"",
        "line 1, column 16: found a blank text, expected one that is not: NOT_EQUALS compares no"
            + " blank values");
  }

  @Test
  void cellsKnowEqualityOnly() throws FilterProblem {
    assertThat(reader.read("name EQUALSIGNORECASE \"PN\"", Subject.CELL))
        .isEqualTo(new Condition.Test("name", Operator.EQUALS_IGNORE_CASE, "PN"));
    assertThatThrownBy(() -> reader.read("name CONTAINS \"pn\"", Subject.CELL))
        .hasMessage(
            "line 1, column 6: found CONTAINS, expected EQUALS, EQUALS_IGNORE_CASE or"
                + " EQUALSIGNORECASE: a cell has no other operators");
  }

  @Test
  void lengthAndNestingAreLimited() throws FilterProblem {
    refused("", "the filter holds no condition");
    refused(
        "(".repeat(21) + "a EQUALS \"1\"" + ")".repeat(21),
        "line 1, column 21: the condition is nested too deeply; 20 levels are allowed");
    assertThat(read("(".repeat(20) + "a EQUALS \"1\"" + ")".repeat(20))).isEqualTo(A);
    refused(
        " ".repeat(5000) + "a",
        "the condition has 5001 characters; 4096 are allowed (setting"
            + " subscription.max-filter-length)");
  }

  @Test
  void negationsWithoutEndAreNoNesting() throws FilterProblem {
    assertThat(read("NOT ".repeat(1001) + "a EQUALS \"1\"")).isEqualTo(new Not(A));
  }
}
