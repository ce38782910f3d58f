package org.wellspring.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wellspring.filter.selector.SelectorDialect;
import org.wellspring.model.FilterSpec;
import org.wellspring.testing.Events;
import org.wellspring.xml.XmlElement;

/** DSP0226 Annex E. */
final class SelectorDialectTest {
  private static final XmlElement PUMP =
      Events.xml(
          "<p:Pump xmlns:p='urn:p' Unit='l'><p:Name> North </p:Name><p:Tag>a</p:Tag><p:Tag>b</p:Tag>"
              + "<p:Deep><p:Inner>x</p:Inner></p:Deep><p:Empty/></p:Pump>");

  private static Filter compile(String content) throws FilterProblem {
    XmlElement filter = Events.xml("<Filter xmlns:w='urn:w'>" + content + "</Filter>");
    return new SelectorDialect()
        .compile(new FilterSpec(SelectorDialect.URI, "", Map.of(), Optional.of(filter)), Map.of());
  }

  private static String set(String selectors) {
    return "<w:SelectorSet>" + selectors + "</w:SelectorSet>";
  }

  private static String selector(String name, String value) {
    return "<w:Selector Name='" + name + "'>" + value + "</w:Selector>";
  }

  @ParameterizedTest
  @CsvSource({
    "Name,  North,  YES", // around values white space does not count
    "name,  North,  YES",
    "Name,  north,  NO",
    "Unit,  l,      YES",
    "Tag,   a,      YES",
    "Tag,   b,      YES",
    "Tag,   c,      NO",
    "Inner, x,      NO", // only children of the root are properties
    "Empty, '',     YES",
    "None,  '',     NO",
  })
  void aPropertyIsAChildOrAnAttribute(String name, String value, Verdict verdict)
      throws FilterProblem {
    assertThat(compile(set(selector(name, value))).test(PUMP)).isEqualTo(verdict);
  }

  @Test
  void allOfThemMustHold() throws FilterProblem {
    String north = selector("Name", "North");

    assertThat(compile(set(north + selector("Unit", "l"))).test(PUMP)).isEqualTo(Verdict.YES);
    assertThat(compile(set(north + selector("Unit", "m"))).test(PUMP)).isEqualTo(Verdict.NO);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~                                                        | must hold one wsman:SelectorSet",
        "<w:SelectorSet/>                                          | holds no Selector",
        "<w:SelectorSet><w:Selector>x</w:Selector></w:SelectorSet> | no Name",
        "<w:SelectorSet><w:S Name='a'>1</w:S><w:S Name='a'>2</w:S></w:SelectorSet> | twice",
        "<w:SelectorSet><w:S Name='a'>1</w:S><w:S Name='A'>2</w:S></w:SelectorSet> | twice",
      })
  void badSetsAreRefused(String content, String says) {
    assertThatExceptionOfType(FilterProblem.class)
        .isThrownBy(() -> compile(content))
        .withMessageContaining(says);
  }

  @Test
  void aFilterWithoutElementIsRefused() {
    assertThatExceptionOfType(FilterProblem.class)
        .isThrownBy(
            () ->
                new SelectorDialect()
                    .compile(
                        new FilterSpec(SelectorDialect.URI, "x", Map.of(), Optional.empty()),
                        Map.of()));
  }
}
