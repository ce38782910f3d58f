package org.wellspring.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wellspring.filter.xpath.Fragment;
import org.wellspring.testing.Events;
import org.wellspring.xml.XmlAttribute;
import org.wellspring.xml.XmlElement;

/** Parts of representations. DSP0226 §7.7. */
final class FragmentTest {
  private static final XmlElement PUMP =
      Events.xml(
          "<p:Pump xmlns:p='urn:p' unit='l'><p:Flow>3</p:Flow><p:Limits><p:Max>9</p:Max></p:Limits>"
              + "<p:Flow>4</p:Flow></p:Pump>");

  private static List<?> select(String expression) throws FilterProblem {
    return Fragment.compile(expression, Map.of("q", "urn:p")).select(PUMP);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/q:Pump/q:Flow       | 3,4",
        "q:Flow               | 3,4", // relative: inside the root element
        "q:Flow[2]            | 4",
        "q:Flow/text()        | 3,4",
        "q:Limits/q:Max       | 9",
        "Flow                 | 3,4", // unprefixed: in the representation's namespace
        "Limits/Max           | 9",
        "/Pump/Flow[1]        | 3",
        "@unit                | l",
        "/q:Pump/@unit        | l",
        "count(q:Flow)        | 2.0",
        "string(q:Flow)       | 3",
        "q:Flow > 3           | true",
      })
  void pathsSelectWhatTheySay(String expression, String texts) throws FilterProblem {
    String selected =
        select(expression).stream().map(FragmentTest::text).collect(Collectors.joining(","));

    assertThat(selected).isEqualTo(texts);
  }

  private static String text(Object node) {
    if (node instanceof XmlElement element) {
      return element.text();
    }
    return node instanceof XmlAttribute attribute ? attribute.value() : node.toString();
  }

  @Test
  void aPathThatSelectsNothingGivesNothing() throws FilterProblem {
    assertThat(select("q:Nothing")).isEmpty();
    assertThat(select("Nothing")).isEmpty();
  }

  @Test
  void badPathsAreRefused() {
    assertThatExceptionOfType(FilterProblem.class)
        .isThrownBy(() -> select("z:Flow"))
        .withMessageContaining("prefix z is not declared");
    assertThatExceptionOfType(FilterProblem.class).isThrownBy(() -> select("Flow["));
    assertThatExceptionOfType(FilterProblem.class).isThrownBy(() -> select("document('x')"));
  }

  @Test
  void aTooCostlyPathIsRefused() throws FilterProblem {
    XmlElement large = Events.xml("<a>" + "<b/>".repeat(2_000) + "</a>");
    Fragment costly = Fragment.compile("//b[count(//b) > 1]", Map.of());

    assertThatExceptionOfType(FilterProblem.class).isThrownBy(() -> costly.select(large));
  }
}
