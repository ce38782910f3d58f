package org.wellspring.filter.xpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wellspring.filter.Filter;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.Verdict;
import org.wellspring.model.FilterSpec;
import org.wellspring.testing.Events;
import org.wellspring.xml.XmlElement;

/** The subsets of DSP0226 Annexes D.1 and D.2. */
final class XPathSubsetTest {
  private static final XPathLimits LIMITS = XPathLimits.untimed(1_000, 1_000);
  private static final XmlElement USAGE =
      Events.xml(
          "<f:Usage xmlns:f='urn:f' Volume='3'><f:Valve open='true'>north</f:Valve></f:Usage>");

  private static Filter compile(XPathDialect dialect, String expression) throws FilterProblem {
    return dialect.compile(
        new FilterSpec(
            dialect.uris().iterator().next(), expression, Map.of("f", "urn:f"), Optional.empty()),
        Map.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/f:Usage",
        "f:Usage/f:Valve",
        "/f:Usage/f:Valve[1]",
        "/f:Usage[@Volume = 3]/f:Valve[. = 'north']/@open",
        "/f:Usage[f:Valve = 'north']/@Volume",
        "/f:Usage/f:Valve/text()",
        ".",
      })
  void levelOneHasPathsWithOneSimplePredicateEach(String expression) throws FilterProblem {
    assertThat(compile(XPathDialect.level1(LIMITS), expression).test(USAGE)).isEqualTo(Verdict.YES);
    assertThat(compile(XPathDialect.level2(LIMITS), expression).test(USAGE)).isEqualTo(Verdict.YES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/f:Usage[@Volume > 2]",
        "/f:Usage[@Volume > 2][f:Valve]",
        "/f:Usage[@Volume > 2 and not(f:Valve/@open = 'false')]",
        "/f:Usage/@Volume >= 3 or f:Other",
        "/*[f:Valve/@open]",
        "/f:Usage/f:Valve[position() = last()]",
        "/f:Usage/f:Valve[last()]",
      })
  void levelTwoHasConditionsAsWell(String expression) throws FilterProblem {
    assertThat(compile(XPathDialect.level2(LIMITS), expression).test(USAGE)).isEqualTo(Verdict.YES);
    assertThatExceptionOfType(FilterProblem.class)
        .isThrownBy(() -> compile(XPathDialect.level1(LIMITS), expression))
        .withMessageContaining("XPath level 1 has")
        .withMessageContaining(XPathDialect.URI);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//f:Usage",
        "/f:Usage/..",
        "/f:Usage/child::node()",
        "/f:Usage | /f:Other",
        "count(/f:Usage)",
        "/f:Usage[@Volume + 1 = 4]",
        "/f:Usage[contains(f:Valve, 'n')]",
        "/f:Usage/ancestor::f:Other",
        "/@Volume/f:Usage",
        "1 + 1",
        "(/f:Usage)[1]",
      })
  void neitherHasMore(String expression) throws FilterProblem {
    assertThat(compile(XPathDialect.overEvent(LIMITS), expression)).isNotNull();

    for (XPathDialect dialect :
        new XPathDialect[] {XPathDialect.level1(LIMITS), XPathDialect.level2(LIMITS)}) {
      assertThatExceptionOfType(FilterProblem.class)
          .isThrownBy(() -> compile(dialect, expression))
          .withMessageContaining("XPath level");
    }
  }
}
