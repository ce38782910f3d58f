package org.wellspring.filter.xpath;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.wellspring.filter.Filter;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.Verdict;
import org.wellspring.filter.predicate.EventView;
import org.wellspring.model.FilterSpec;
import org.wellspring.testing.Events;

/** What an expression may cost. */
final class XPathLimitsTest {
  private static final EventView EVENT =
      EventView.of(Events.xml("<a>" + "<b/>".repeat(200) + "</a>"));

  private final AtomicLong clock = new AtomicLong(1);

  /** The clock moves on by a millisecond each time it is looked at. */
  private Filter compile(String expression, int milliseconds) throws FilterProblem {
    XPathLimits limits =
        new XPathLimits(
            1_000, 10_000_000, Duration.ofMillis(milliseconds), () -> clock.addAndGet(1_000_000));
    return XPathDialect.overEvent(limits)
        .compile(
            new FilterSpec(XPathDialect.URI, expression, Map.of(), Optional.empty()), Map.of());
  }

  @Test
  void anEvaluationThatTakesTooLongIsBrokenAndNamesTheLimit() throws FilterProblem {
    String costly = "//b[count(//b) > 1000]"; // forty thousand nodes, forty looks at the clock

    assertThat(compile(costly, 5).test(EVENT)).isEqualTo(Verdict.BROKEN);
    assertThat(EVENT.trouble().orElseThrow())
        .isEqualTo("it takes more than 5 ms on this event (setting subscription.max-filter-time)");
    assertThat(compile(costly, 5_000).test(EVENT)).as("control").isEqualTo(Verdict.NO);
  }

  @Test
  void whatIsQuickDoesNotLookAtTheClock() throws FilterProblem {
    assertThat(compile("/a[count(b) = 200]", 0).test(EVENT)).isEqualTo(Verdict.YES);

    assertThat(clock).hasValue(1);
  }

  /** Elements within each other all have the same text: a thousand times a megabyte, here. */
  @Test
  void textOutOfProportionIsNotCompared() throws FilterProblem {
    EventView deep =
        EventView.of(Events.xml("<a>".repeat(100) + "x".repeat(500_000) + "</a>".repeat(100)));

    assertThat(compile("//a = 'y'", 1_000).test(deep)).isEqualTo(Verdict.BROKEN);
    assertThat(deep.trouble().orElseThrow()).contains("the text of 100 elements");
    assertThat(compile("//a", 1_000).test(deep)).as("that it exists").isEqualTo(Verdict.YES);
    assertThat(compile("starts-with(/a, 'x')", 1_000).test(deep)).isEqualTo(Verdict.YES);
  }
}
