package org.wellspring.filter.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wellspring.filter.Filter;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.Verdict;
import org.wellspring.filter.criteria.ConditionReader.Subject;
import org.wellspring.filter.text.TextLimits;
import org.wellspring.intake.JsonBody;
import org.wellspring.model.FilterSpec;
import org.wellspring.testing.Events;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlName;

final class CriteriaDialectTest {
  private static final Path SAMPLES = Path.of("src/test/resources/filters/criteria-samples.txt");
  private static final TextLimits LIMITS = TextLimits.ofLength(4096);

  /** A sample of the seed: the whole condition, and the slot that the sample varies. */
  record Sample(String condition, String slot, String value, boolean outcome) {}

  static List<Sample> samples() throws IOException {
    return Files.readAllLines(SAMPLES).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(" \\| "))
        .map(
            parts -> {
              String[] slot = parts[1].split("=", 2);
              return new Sample(parts[0], slot[0], slot[1], Boolean.parseBoolean(parts[2]));
            })
        .toList();
  }

  @Test
  void thereAreSamplesOfEveryOperator() throws IOException {
    String all = Files.readString(SAMPLES);

    assertThat(Stream.of(Operator.values()))
        .allMatch(
            operator ->
                operator.spellings().stream().anyMatch(name -> all.contains(" " + name + " ")));
    assertThat(samples()).hasSize(38);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSampleReturnsWhatItSays(Sample sample) throws Exception {
    assertThat(passes(sample.condition, event(sample, constant(sample.condition, "severity"))))
        .isEqualTo(sample.outcome);
  }

  /** The control: the other half of the condition decides as well. */
  @ParameterizedTest
  @MethodSource("samples")
  void noSamplePassesWithAnotherSeverity(Sample sample) throws Exception {
    assertThat(passes(sample.condition, event(sample, "NONE"))).isFalse();
  }

  private static String constant(String condition, String slot) {
    Matcher found = Pattern.compile(slot + " EQUALS \"(\\w+)\"").matcher(condition);
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  /** The event as the JSON door would let it in. */
  private static XmlElement event(Sample sample, String severity) throws Exception {
    String value = sample.value.matches("[\\[\"\\d].*") ? sample.value : "\"" + sample.value + "\"";
    String json = "{\"severity\": \"" + severity + "\", \"" + sample.slot + "\": " + value + "}";
    return JsonBody.toXml(new XmlName("urn:cell", "IITEST_EV"), new ObjectMapper().readTree(json));
  }

  private static boolean passes(String condition, XmlElement event) throws FilterProblem {
    Filter filter =
        new CriteriaDialect(LIMITS)
            .compile(
                new FilterSpec(CriteriaDialect.URI, condition, Map.of(), Optional.empty()),
                Map.of());
    return filter.test(event) == Verdict.YES;
  }

  private static final XmlElement EVENT =
      Events.xml(
          "<e:IITEST_EV xmlns:e='urn:e' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
              + " at='7'><msg>Perf</msg><n>10</n><fine>10.50</fine><blank> </blank>"
              + "<none xsi:nil='true'/><l>a</l><l>20</l><big>9007199254740993</big></e:IITEST_EV>");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # the class, attributes, and names told apart by case
          CLASS EQUALS "IITEST_EV"               | true
          CLASS EQUALS "iitest_ev"               | false
          CLASS EQUALSIGNORECASE "iitest_ev"     | true
          class EQUALS "IITEST_EV"               | false
          at EQUALS "7"                          | true
          Msg EQUALS "Perf"                      | false
          # a slot that is missing, null, or blank
          gone EQUALS "x"                        | false
          gone NOT_EQUALS "x"                    | false
          gone SMALLER_THAN "x"                  | false
          NOT gone EQUALS "x"                    | true
          none EQUALS ""                         | false
          none NOT_EQUALS "x"                    | false
          blank NOT_EQUALS "x"                   | false
          blank EQUALS " "                       | true
          # numbers, and values that are none
          n SMALLER_THAN "9"                     | false
          n SMALLER_THAN "11"                    | true
          n GREATER_OR_EQUALS "10"               | true
          n GREATER_THAN 9                       | true
          fine GREATER_THAN "10"                 | true
          fine EQUALS "10.5"                     | false
          msg GREATER_THAN "1"                   | false
          msg SMALLER_THAN "1"                   | false
          n SMALLER_THAN "a"                     | true
          big GREATER_THAN "9007199254740992"    | true
          big GREATER_THAN "9007199254740993"    | false
          # lists
          l LIST_CONTAINS "20"                   | true
          l LIST_CONTAINS "2"                    | false
          l EQUALS "a"                           | true
          l NOT_EQUALS "a"                       | false
          l NOT_EQUALS "b"                       | true
          l GREATER_THAN "19"                    | true
          l STARTS_WITH "2"                      | true
          msg LIST_CONTAINS "Perf"               | true
          """)
  void valuesThatAreMissingNullOfAnotherTypeOrSeveral(String condition, boolean outcome)
      throws FilterProblem {
    assertThat(passes(condition, EVENT)).isEqualTo(outcome);
  }

  @Test
  void aCellIsFoundByItsSlots() throws FilterProblem {
    Filter filter =
        Filter.of(
            new CriteriaCompiler(LIMITS).compile("name EQUALS \"pncell_vm-1304\"", Subject.CELL));

    assertThat(filter.test(CriteriaCompiler.cell(Map.of("name", "pncell_vm-1304"))))
        .isEqualTo(Verdict.YES);
    assertThat(filter.test(CriteriaCompiler.cell(Map.of("name", "pncell_vm-1305"))))
        .isEqualTo(Verdict.NO);
  }
}
