package org.wellspring.filter.xpath;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wellspring.filter.Filter;
import org.wellspring.filter.FilterIndex;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.Verdict;
import org.wellspring.filter.predicate.EventView;
import org.wellspring.model.Event;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SelectorSet;
import org.wellspring.testing.Events;

/** XPath filters in the index. */
final class XPathIndexTest {
  private static final ResourceUri RESOURCE = new ResourceUri("urn:r");
  private static final XPathDialect DIALECT =
      XPathDialect.overEvent(XPathLimits.untimed(10_000, 2_000));

  private final FilterIndex<String> index = new FilterIndex<>();

  private static FilterSpec spec(String expression) {
    return new FilterSpec(XPathDialect.URI, expression, RandomXPath.NAMESPACES, Optional.empty());
  }

  private static Filter compile(String expression) throws FilterProblem {
    return DIALECT.compile(spec(expression), Map.of());
  }

  private void add(String expression, String who) throws FilterProblem {
    index.add(RESOURCE, SelectorSet.NONE, Optional.of(spec(expression)), compile(expression), who);
  }

  private static Event event(String xml) {
    return Event.of(RESOURCE, SelectorSet.NONE, "e", "urn:action", Instant.EPOCH, Events.xml(xml));
  }

  private List<String> found(Event event) {
    List<String> found = new ArrayList<>();
    index.match(event, found::add, (who, why) -> found.add("broken " + who));
    return found.stream().sorted().toList();
  }

  static LongStream seeds() {
    return LongStream.concat(LongStream.range(0, 25), LongStream.of(new Random().nextLong()));
  }

  /** Filters as they are written, and some that only a fuzzer writes; some too costly. */
  @ParameterizedTest
  @MethodSource("seeds")
  void theIndexFindsWhomAskingEverybodyFinds(long seed) throws FilterProblem {
    RandomXPath world = new RandomXPath(seed);
    Random random = new Random(seed);
    List<String> expressions = new ArrayList<>();
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 20; i++) {
        String expression = random.nextInt(5) == 0 ? world.bool(2) : world.filter(2);
        if (!expressions.contains(expression)) {
          expressions.add(expression);
          add(expression, expression);
        }
      }
      for (int i = 0; i < 10; i++) {
        String gone = expressions.remove(random.nextInt(expressions.size()));
        index.remove(RESOURCE, SelectorSet.NONE, Optional.of(spec(gone)), gone);
      }
      Event event = event(world.document());
      assertThat(found(event)).isEqualTo(asked(expressions, event));
    }
  }

  private static List<String> asked(List<String> expressions, Event event) throws FilterProblem {
    List<String> found = new ArrayList<>();
    for (String expression : expressions) {
      Verdict verdict = compile(expression).test(EventView.of(event));
      if (verdict != Verdict.NO) {
        found.add(verdict == Verdict.YES ? expression : "broken " + expression);
      }
    }
    return found.stream().sorted().toList();
  }

  /** Each of them would be asked for every event if nothing led to it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a:Usage",
        "//a:Usage",
        "a:Usage/@Volume",
        "/a:Usage[@Volume > #]",
        "/a:Usage[@Volume > # and @Volume < 1000]",
        "//a:Usage[@Volume = '#']",
        "//a:Usage/@Volume >= #",
        "# <= /a:Usage/@Volume",
        "/*[@Volume > #]",
        "//@Volume > #",
        "//*[@Volume = #]",
        "/*/@Volume = '#'",
        "/a:Usage/a:Valve = 'v#'",
        "/a:Usage[a:Valve = 'v#']/@Volume",
        "/a:Usage/a:Valve[@open = 'v#']/a:Inner",
        "/a:Usage[a:Valve[@open='x' and @Volume = #]]",
        "/a:Usage/a:Valve[#]",
        "//a:Valve[position() = #]",
        "starts-with(/a:Usage/@Time, 't#')",
        "/a:Usage[contains(@Time, 't#')]",
        "/a:Usage[string(@Time) = 't#']",
        "/a:Usage[@Time = 't#' or @Volume = #]",
        "//a:Valve | //b:Valve",
        "(//a:Valve | //b:Valve) = 'v#'",
        "local-name(/*) = 'Usage#'",
        "/*[local-name() = 'Usage#']",
        "/a:Usage[not(@Test = 'true') and @Volume = #]",
        "/a:Usage[count(a:Valve) > #]",
        "/a:Usage/a:Valve[last()]/@open = 'false'",
        "boolean(/a:Usage/@Volume)",
        "/a:Usage[normalize-space(a:Valve) = 'v#']",
        "/a:Usage[a:Valve/../@Volume = #]",
      })
  void filtersAsTheyAreWrittenHaveKeys(String form) throws FilterProblem {
    add(form.replace("#", "7"), "it");

    assertThat(index.size().unindexed()).isZero();
    assertThat(found(event("<Other/>"))).isEmpty();
    assertThat(index.size().evaluated()).as("nobody is asked about another event").isZero();
  }

  @Test
  void whatNothingLeadsToIsCounted() throws FilterProblem {
    add("not(/a:Usage/@Volume = 3)", "it");
    add("count(//node()) > 5", "it too");

    assertThat(index.size().unindexed()).isEqualTo(2);
  }

  /** When the text is out of proportion nobody is found by it, and nobody is passed over. */
  @Test
  void textThatIsNotComparedBreaksTheFiltersThatAskForIt() throws FilterProblem {
    add("//a:Deep = 'y'", "equals");
    add("//a:Deep > 3", "number");
    add("//a:Deep", "is there");

    String deep = "<a:Deep xmlns:a='urn:a'>".repeat(100);
    assertThat(found(event(deep + "x".repeat(500_000) + "</a:Deep>".repeat(100))))
        .containsExactly("broken equals", "broken number", "is there");
    assertThat(found(event("<a:Deep xmlns:a='urn:a'>y</a:Deep>")))
        .as("control")
        .containsExactly("equals", "is there");
  }

  @Test
  void filtersThatMeanTheSameAreOne() throws FilterProblem {
    add("/a:Usage[@Volume > 3]", "one");
    add("/a:Usage[ 3 < @Volume ]", "two");
    add("a:Usage/@Volume > 3.0", "three");

    assertThat(index.size().filters()).isEqualTo(1);
    assertThat(found(event("<u:Usage xmlns:u='urn:a' Volume='4'/>")))
        .containsExactly("one", "three", "two");
  }

  /** Sorting nodes was quadratic once: such an event took minutes, or was given up. */
  @Test
  void wideEventsAreNoTrouble() throws FilterProblem {
    int wide = 20_000;
    String children =
        IntStream.range(0, wide)
            .mapToObj(i -> i % 2 == 0 ? "<b>" + i + "</b>" : "<c n='" + i + "'/>")
            .reduce(new StringBuilder(), StringBuilder::append, StringBuilder::append)
            .toString();
    EventView event = EventView.of(Events.xml("<a>" + children + "</a>"));
    XPathDialect dialect = XPathDialect.overEvent(XPathLimits.untimed(1_000, 400_000));
    for (String expression :
        List.of(
            "count(//b | //c) = 20000",
            "(//c | //b)[last()]/@n = 19999",
            "count(/a/*/parent::a) = 1",
            "count(//b/ancestor-or-self::*) = 10001",
            "string(/a/b[10000]) = '19998'",
            "count(//b/text()/..) = 10000",
            "/a/b = '19998'",
            "not(//c/@n = //b)",
            "count(/a/b[1]/following-sibling::c) = 10000")) {
      Filter filter = dialect.compile(spec(expression), Map.of());
      assertThat(filter.test(event)).as(expression + " " + event.trouble()).isEqualTo(Verdict.YES);
    }
  }
}
