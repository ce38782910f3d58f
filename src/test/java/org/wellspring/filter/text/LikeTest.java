package org.wellspring.filter.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.predicate.AccessKey;
import org.wellspring.filter.predicate.CannotEvaluate;
import org.wellspring.filter.predicate.EventView;
import org.wellspring.filter.predicate.Operand;
import org.wellspring.filter.predicate.TextCase;
import org.wellspring.filter.predicate.Truth;
import org.wellspring.filter.predicate.ValueTest;
import org.wellspring.xml.XmlElement;

final class LikeTest {
  private static final Operand P = Operand.slot("p");

  private static boolean matches(ValueTest test, String value) {
    EventView event =
        EventView.of(XmlElement.builder("", "e", "").child("", "p", "", value).build());
    return test.test(event.values(P), 0) == Truth.TRUE;
  }

  private static ValueTest regular(String pattern) throws FilterProblem {
    return RegularLike.test(pattern, TextCase.EXACT, 10);
  }

  private static ValueTest wildcard(String pattern) throws FilterProblem {
    return WildcardLike.test(pattern, TextCase.IGNORED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          abcdefg ; abcd ; false
          abcdefg ; .* ; true
          abcdefg ; abcd* ; false
          abcdefg ; abcd.* ; true
          abcdefg ; .*efg ; true
          abcdefg ; .*cde.* ; true
          abcdefg ; .*cxe.* ; false
          abcdefg ; ABCDEFG ; false
          abd ; abc?d ; true
          abccd ; abc?d ; false
          abcccd ; abc+d ; true
          abd ; abc+d ; false
          ababx ; (ab)*x ; true
          SVPC0124 ; SVPC0123|SVPC0124|SVPC0125 ; true
          SVPC0126 ; SVPC0123|SVPC0124|SVPC0125 ; false
          SVPC0124 ; SVPC012(3|4) ; true
          SVPC0124 ; ^SVPC0124$ ; true
          SVPC0129 ; SVPC012[0-9] ; true
          SVPC012x ; SVPC012[^0-9] ; true
          SVPC012- ; SVPC012[0-9-] ; true
          a] ; a[]] ; true
          a.c ; a\\.c ; true
          abc ; a\\.c ; false
          a\\c ; a\\\\c ; true
          a{2} ; a{2} ; true
          aa ; a{2} ; false
          a^b$c ; a^b$c ; true
          a* ; a\\* ; true
          xaaaa ; .a** ; true
          """)
  void cqlMatchesTheWholeValueByARegularExpression(String value, String pattern, boolean outcome)
      throws FilterProblem {
    assertThat(matches(regular(pattern), value)).isEqualTo(outcome);
  }

  @Test
  void aDotStandsForALineBreakToo() throws FilterProblem {
    assertThat(matches(regular("a.b"), "a\nb")).isTrue();
    assertThat(matches(wildcard("a_b"), "a\nb")).isTrue();
    assertThat(matches(regular("a..*b"), "a\n\nb")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          Fountain ; fountain ; true
          Fountain ; f% ; true
          Fountain ; %TAIN ; true
          Fountain ; %unt% ; true
          Fountain ; %unx% ; false
          Fountain ; fount ; false
          Fountain ; %% ; true
          Fountain ; f_untain ; true
          Fountain ; f_ntain ; false
          Fountain ; [a-g]ountain ; true
          Fountain ; [a=g]ountain ; true
          Fountain ; [g-z]ountain ; false
          Fountain ; [^g-z]ountain ; true
          Fountain ; [fgh]% ; true
          Fountain ; F.* ; false
          50% ; 50[%] ; true
          500 ; 50[%] ; false
          a_b ; a[_]b ; true
          axb ; a[_]b ; false
          a[b ; a[[]b ; true
          a^b ; a[^]b ; true
          a- ; a[a-] ; true
          aa ; a[a-] ; true
          a] ; a[]] ; true
          C:\\temp ; c:\\% ; true
          a.b ; a.b ; true
          axb ; a.b ; false
          """)
  void wqlMatchesTheWholeValueByWildcardsWithoutCase(String value, String pattern, boolean outcome)
      throws FilterProblem {
    assertThat(matches(wildcard(pattern), value)).isEqualTo(outcome);
  }

  /** What the index lives on. */
  @Test
  void simplePatternsBecomeKeys() throws FilterProblem {
    assertThat(regular("A|B|C").keys(P))
        .containsExactly(new AccessKey.OneOf(P, Set.of("A", "B", "C"), TextCase.EXACT));
    assertThat(regular("(A|B)").keys(P))
        .containsExactly(new AccessKey.OneOf(P, Set.of("A", "B"), TextCase.EXACT));
    assertThat(regular("A\\.B").keys(P))
        .containsExactly(AccessKey.equalTo(P, "A.B", TextCase.EXACT));
    assertThat(regular("AB.*").keys(P)).containsExactly(AccessKey.prefix(P, "AB", TextCase.EXACT));
    assertThat(wildcard("%.Log").keys(P))
        .containsExactly(AccessKey.suffix(P, ".log", TextCase.IGNORED));
    assertThat(wildcard("Ab_c%").keys(P))
        .containsExactly(AccessKey.prefix(P, "ab", TextCase.IGNORED));
    assertThat(regular("A.|B.").keys(P))
        .containsExactly(
            new AccessKey.AnyOf(
                List.of(
                    AccessKey.prefix(P, "A", TextCase.EXACT),
                    AccessKey.prefix(P, "B", TextCase.EXACT))));
    assertThat(regular("A.|.B").keys(P)).containsExactly(new AccessKey.Present(P));
    assertThat(regular("ab*").keys(P))
        .as("the repeated character is no part of the prefix")
        .containsExactly(AccessKey.prefix(P, "a", TextCase.EXACT));
  }

  @Test
  void equalPatternsAreEqualTests() throws FilterProblem {
    assertThat(regular("a.b*")).isEqualTo(regular("a.b*")).isNotEqualTo(regular("a.b+"));
    assertThat(wildcard("A_b%")).isEqualTo(wildcard("a_B%"));
  }

  @Test
  void brokenPatternsAreRefusedWithTheirPlace() {
    refused(() -> regular("a(b"), "at character 2 of the pattern: this ( is not closed");
    refused(() -> regular("ab)"), "at character 3 of the pattern: this ) closes no (");
    refused(() -> regular("a[b"), "at character 2 of the pattern: this [ is not closed");
    refused(
        () -> regular("*a"),
        "at character 1 of the pattern: there is nothing before this * to repeat");
    refused(
        () -> regular("a\\"),
        "at character 2 of the pattern: there is nothing behind this \\ to escape");
    refused(() -> regular("[b-a]"), "at character 5 of the pattern: the range b-a is empty");
    refused(
        () -> regular("(".repeat(11) + ")".repeat(11)),
        "at character 11 of the pattern: it is nested too deeply; 10 levels are allowed");
    refused(() -> wildcard("a[b"), "at character 2 of the pattern: this [ is not closed");
    refused(() -> wildcard("[b-a]"), "at character 2 of the pattern: the range b-a is empty");
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable reading, String message) {
    assertThatThrownBy(reading).isInstanceOf(FilterProblem.class).hasMessage(message);
  }

  /** With backtracking this one would outlast the universe. */
  @Test
  void aHostilePatternTakesTimeLinearInTheValue() throws FilterProblem {
    ValueTest hostile = regular("(a*)*(a|aa)+b");

    long begin = System.nanoTime();
    assertThat(matches(hostile, "a".repeat(100_000))).isFalse();
    assertThat(System.nanoTime() - begin).isLessThan(5_000_000_000L);
  }

  @Test
  void aPatternThatIsTooCostlyForAValueSaysSo() throws FilterProblem {
    ValueTest costly = regular("[a-c]?".repeat(500) + "x");

    assertThat(matches(costly, "abcx")).isTrue();
    assertThatThrownBy(() -> matches(costly, "a".repeat(1_000_000)))
        .isInstanceOf(CannotEvaluate.class)
        .hasMessageContaining("too costly for a value of 1000000");
  }
}
