package org.wellspring.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wellspring.filter.xpath.XPathDialect;
import org.wellspring.filter.xpath.XPathLimits;
import org.wellspring.model.FilterSpec;
import org.wellspring.testing.Events;
import org.wellspring.xml.XmlElement;

/** XPath 1.0 over events. REC-xpath-19991116; DSP0226 §7.2.2. */
final class XPathDialectTest {
  private static final XmlElement USAGE =
      Events.xml(
          "<fcs:Usage xmlns:fcs='urn:fcs' xmlns:x='urn:x' Time='12:00' Volume='3.5' x:unit='l' xml:lang='en-GB'>"
              + "<fcs:Valve open='true'>north</fcs:Valve><fcs:Valve open='false'>south</fcs:Valve>"
              + "<Plain xmlns=''>7</Plain><fcs:Empty/></fcs:Usage>");

  private final XPathDialect dialect = XPathDialect.overEvent(XPathLimits.untimed(8_192, 1_000));

  private Filter compile(String expression, Map<String, String> namespaces) throws FilterProblem {
    return dialect.compile(
        new FilterSpec(XPathDialect.URI, expression, namespaces, Optional.empty()),
        Map.of("fcs", "urn:fcs", "b", "urn:fcs"));
  }

  private Filter compile(String expression) throws FilterProblem {
    return compile(expression, Map.of("f", "urn:fcs", "x", "urn:x"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // paths and namespaces
        "/f:Usage                           | YES",
        "f:Usage                            | YES",
        "//f:Valve                          | YES",
        "/fcs:Usage                         | YES", // the resource's own prefix
        "/Usage                             | NO",
        "/x:Usage                           | NO",
        "//Plain                            | YES",
        "//f:Plain                          | NO",
        "/*/@Volume                         | YES",
        "/*/@x:unit                         | YES",
        "/*/@unit                           | NO",
        "/*/@xml:lang                       | YES",
        "/f:Usage/f:Valve[2]                | YES",
        "/f:Usage/f:Valve[3]                | NO",
        "/f:Usage/f:Valve[last()]/@open = 'false' | YES",
        "//f:Valve[1]/following-sibling::Plain    | YES",
        "//Plain/parent::f:Usage            | YES",
        "//Plain/ancestor::node()[last()] = /     | YES",
        "//Plain/ancestor::*[2]             | NO",
        "//text()                           | YES",
        "//comment()                        | NO",
        "//namespace::*                     | YES",
        "/*/namespace::x = 'urn:x'           | YES",
        "/*/namespace::y                    | NO",
        // comparisons: a node-set is compared as any of its nodes
        "/f:Usage[@Volume > 3]              | YES",
        "/f:Usage[@Volume > 3.5]            | NO",
        "/f:Usage/@Volume >= 3.50           | YES",
        "//f:Valve = 'south'                | YES",
        "//f:Valve != 'south'               | YES",
        "not(//f:Valve = 'west')            | YES",
        "//f:Valve/@open = 'true' and //f:Valve/@open = 'false' | YES",
        "//f:Nothing = ''                   | NO",
        "//f:Nothing != ''                  | NO",
        "/f:Usage[@Time = '12:00' or @No]   | YES",
        // results that are no booleans
        "1                                  | YES",
        "0                                  | NO",
        "-0.5                               | YES",
        "0 div 0                            | NO",
        "''                                 | NO",
        "'false'                            | YES",
        "string(//f:Empty)                  | NO",
        "//f:Empty                          | YES",
        "//f:Nothing                        | NO",
        "number('x')                        | NO",
        "count(//f:Valve) - 2               | NO",
        "true()                             | YES",
        "false()                            | NO",
        // functions
        "count(//f:Valve) = 2               | YES",
        "contains(//f:Valve, 'ort')         | YES",
        "starts-with(//f:Valve[2], 'so')    | YES",
        "concat('a', 'b') = 'ab'            | YES",
        "substring('fountain', 2, 3) = 'oun' | YES",
        "translate('abc', 'ab', 'x') = 'xc' | YES",
        "normalize-space('  a  b ') = 'a b' | YES",
        "string-length('𝄞') = 1             | YES",
        "local-name(/*) = 'Usage'           | YES",
        "namespace-uri(/*) = 'urn:fcs'      | YES",
        "name(/*) = 'fcs:Usage'             | YES",
        "floor(-1.5) = -2 and ceiling(-1.5) = -1 and round(-1.5) = -1 | YES",
        "boolean(id('a'))                   | NO",
        "//Plain[lang('en')]                | YES",
        "7 mod 4 = 3 and 7 div 2 = 3.5      | YES",
      })
  void expressionsMeanWhatXPathSays(String expression, Verdict verdict) throws FilterProblem {
    assertThat(compile(expression).test(USAGE)).isEqualTo(verdict);
  }

  @Test
  void unionsAreInDocumentOrder() throws FilterProblem {
    assertThat(compile("sum(//Plain | /*/@Volume) = 10.5").test(USAGE)).isEqualTo(Verdict.YES);
    assertThat(compile("string((//Plain | //f:Valve)[1]) = 'north'").test(USAGE))
        .isEqualTo(Verdict.YES);
  }

  static Stream<Arguments> unacceptable() {
    return Stream.of(
        Arguments.of("", "no XPath expression"),
        Arguments.of("/f:Usage[", "at character 9: this [ is not closed"),
        Arguments.of("/f:Usage]", "at character 9: this ] closes no ["),
        Arguments.of("1 = = 2", "at character"),
        Arguments.of("a = 'open", "at character 5: the literal is not closed"),
        Arguments.of("a[(b]", "at character 5: this ] closes no ["),
        // Jaxen would look for the end of this one for ever
        Arguments.of(
            "(((processing-instruction('x')name(", "at character 35: this ( is not closed"),
        Arguments.of("/f:Usage/q:Volume", "at character 10: the prefix q is not declared"),
        Arguments.of(
            "/f:Usage[@q:Volume]", "the prefix q is not declared (declared are b, f, fcs, x)"),
        Arguments.of("/f:Usage[@q:Volume]", "xmlns:q="),
        // the first place that looks like the prefix is another one's end, or an axis
        Arguments.of("/fcs:Usage/s:Volume", "at character 12: the prefix s"),
        Arguments.of("/child::d:Usage", "at character 9: the prefix d"),
        Arguments.of("$limit > 3", "at character 1: there are no variables"),
        Arguments.of("$f:limit > 3", "there are no variables"),
        Arguments.of("document('file:///etc/passwd')", "no function document()"),
        Arguments.of("matches(/*, 'x')", "no function matches()"),
        Arguments.of(
            "concat('matches(', matches(/*, 'x'))", "at character 20: XPath 1.0 has no function"),
        Arguments.of("f:matches(/*, 'x')", "no function f:matches()"),
        Arguments.of("lower-case('A')", "no function lower-case()"));
  }

  @ParameterizedTest
  @MethodSource("unacceptable")
  void badExpressionsAreRefusedAtSubscribe(String expression, String says) {
    assertThatExceptionOfType(FilterProblem.class)
        .isThrownBy(() -> compile(expression))
        .withMessageContaining(says)
        .satisfies(p -> assertThat(p.getMessage()).doesNotContain("org.jaxen", "java."));
  }

  @Test
  void anExpressionMayOnlyBeSoLong() throws FilterProblem {
    compile("1".repeat(8_192));

    assertThatExceptionOfType(FilterProblem.class)
        .isThrownBy(() -> compile("1".repeat(8_193)))
        .withMessageContaining("8193 characters; 8192 are allowed")
        .withMessageContaining("subscription.max-filter-length");
  }

  @Test
  void prefixesOfTheFilterElementWinOverTheResourcesOwn() throws FilterProblem {
    assertThat(compile("/b:Usage", Map.of()).test(USAGE)).isEqualTo(Verdict.YES);

    assertThat(compile("/b:Usage", Map.of("b", "urn:other")).test(USAGE)).isEqualTo(Verdict.NO);
  }

  /** XPath 1.0 §2.3: the default namespace is not used. */
  @Test
  void theDefaultNamespaceDoesNotCount() throws FilterProblem {
    assertThat(compile("/Usage", Map.of("", "urn:fcs")).test(USAGE)).isEqualTo(Verdict.NO);
  }

  @Test
  void anEvaluationThatVisitsTooManyNodesIsBroken() throws FilterProblem {
    XmlElement large = Events.xml("<a>" + "<b/>".repeat(40) + "</a>");
    Filter cheap = compile("count(/a/b) = 40");
    Filter costly = compile("//b[count(//b) > 1000]");

    assertThat(cheap.test(large)).isEqualTo(Verdict.YES);
    assertThat(costly.test(large)).isEqualTo(Verdict.BROKEN);
    assertThat(cheap.test(large)).as("each evaluation counts anew").isEqualTo(Verdict.YES);
  }

  /** Text is not visited node by node, but it takes its time all the same. */
  @Test
  void anEvaluationThatReadsTooMuchTextIsBroken() throws FilterProblem {
    XmlElement deep = Events.xml("<a>".repeat(100) + "x".repeat(500_000) + "</a>".repeat(100));

    assertThat(compile("contains(/a, 'x')").test(deep)).isEqualTo(Verdict.YES);
    assertThat(compile("//a[contains(., 'y')]").test(deep)).isEqualTo(Verdict.BROKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(|1|)", "a[|1|]", "not(|1|)", "-|1|", "1 or |1|", "1+|1|", "a/|a|", "a[|.|]|a"})
  void deeplyNestedExpressionsAreRefusedOrEvaluatedButNeverOverflow(String form) {
    String[] parts = form.split("\\|", -1);
    for (int depth : new int[] {10, 100, 1_000, 2_000, 4_000, 8_000}) {
      String expression = parts[0].repeat(depth) + parts[1] + parts[2].repeat(depth);
      Throwable thrown =
          catchThrowable(
              () ->
                  assertThat(
                          XPathDialect.overEvent(XPathLimits.untimed(100_000, 10_000))
                              .compile(
                                  new FilterSpec(
                                      XPathDialect.URI, expression, Map.of(), Optional.empty()),
                                  Map.of())
                              .test(USAGE))
                      .isNotNull());
      assertThat(thrown == null || thrown instanceof FilterProblem)
          .as("%s × %s: %s", form, depth, thrown)
          .isTrue();
    }
  }

  @Test
  void nestingIsBounded() throws FilterProblem {
    compile("(".repeat(100) + "1" + ")".repeat(100));

    assertThatExceptionOfType(FilterProblem.class)
        .isThrownBy(() -> compile("(".repeat(101) + "1" + ")".repeat(101)))
        .withMessageContaining("nested too deeply; 100 levels are allowed");
  }

  /** Whatever is written, the answer is a filter or a {@link FilterProblem}, and a verdict. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void randomExpressionsNeverFailInAnotherWay() {
    String[] words = {
      "/",
      "//",
      "f:Usage",
      "Plain",
      "@Volume",
      "@",
      "*",
      "[",
      "]",
      "(",
      ")",
      "1",
      "2.5",
      "'s'",
      "=",
      "!=",
      "<",
      ">=",
      "+",
      "-",
      "|",
      " and ",
      " or ",
      " div ",
      " mod ",
      "not(",
      "count(",
      "last()",
      "position()",
      "string(",
      "concat(",
      ",",
      "..",
      ".",
      "::",
      "ancestor::",
      "self::node()",
      "$v",
      "namespace::",
      "preceding::",
      "text()",
      "sum(",
      "id(",
      "lang(",
      "substring(",
      "number(",
      ":",
      "processing-instruction('x')",
      "comment()",
      "translate(",
      "\"",
      "e9",
      "f:",
      "name("
    };
    int evaluated = 0;
    for (long seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      StringBuilder expression = new StringBuilder();
      for (int i = 0; i <= random.nextInt(9); i++) {
        expression.append(words[random.nextInt(words.length)]);
      }
      Throwable thrown =
          catchThrowable(() -> assertThat(compile(expression.toString()).test(USAGE)).isNotNull());
      assertThat(thrown == null || thrown instanceof FilterProblem)
          .as("%s: %s", expression, thrown)
          .isTrue();
      evaluated += thrown == null ? 1 : 0;
    }
    assertThat(evaluated).isGreaterThan(500);
  }
}
