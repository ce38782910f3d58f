package org.wellspring.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wellspring.testing.Events.NORTH;
import static org.wellspring.testing.Events.numbered;
import static org.wellspring.testing.Events.range;
import static org.wellspring.testing.Events.sized;
import static org.wellspring.testing.ScriptedSink.ACCEPT;
import static org.wellspring.testing.ScriptedSink.FAIL;
import static org.wellspring.testing.ScriptedSink.REFUSE;
import static org.wellspring.testing.ScriptedSink.TIME_OUT;
import static org.wellspring.testing.ScriptedSink.overloaded;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.wellspring.filter.Filter;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.Verdict;
import org.wellspring.filter.xpath.XPathDialect;
import org.wellspring.filter.xpath.XPathLimits;
import org.wellspring.model.DeliveryMode;
import org.wellspring.model.EndReason;
import org.wellspring.model.Event;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.OversizePolicy;
import org.wellspring.model.Subscription;
import org.wellspring.testing.Events;
import org.wellspring.testing.Terms;
import org.wellspring.testing.VirtualTime;

/** Push, PushWithAck and Batched, seen from the sink. */
final class SendingSessionTest {
  private final Bench bench = new Bench();

  private static DeliveryMode batched(int maxElements, Duration maxTime) {
    return new DeliveryMode.Batched(
        OptionalInt.of(maxElements),
        OptionalLong.empty(),
        Optional.of(maxTime),
        DeliveryMode.Acknowledgement.ACK);
  }

  @Test
  void eventsArriveOneEachAndInOrder() {
    bench.open(new Terms().subscription("s", 0));

    bench.publish(range(0, 20));

    assertThat(bench.texts()).hasSize(21).startsWith("0", "1", "2").endsWith("19", "20");
  }

  @Test
  void theNextMessageWaitsForTheAnswer() {
    bench.sink.stall();
    bench.open(new Terms().subscription("s", 0));
    bench.publish(range(0, 2));
    assertThat(bench.texts()).containsExactly("0");

    bench.sink.release(ACCEPT);

    assertThat(bench.texts()).containsExactly("0", "1");
    assertThat(bench.sink.mostWaiting()).isEqualTo(1);
  }

  @Test
  void aSessionThatStartsInThePastReadsUpAndGoesOnLive() {
    bench.publish(range(0, 99));
    bench.open(new Terms().subscription("s", 40));
    bench.publish(range(100, 109));

    assertThat(bench.texts()).hasSize(70).startsWith("40").endsWith("109").doesNotHaveDuplicates();
  }

  @Test
  void aSlowSinkFallsBehindAndLosesNothing() {
    bench.sink.stall();
    bench.open(new Terms().subscription("s", 0));
    bench.publish(range(0, 99)); // far more than the queue of 8

    bench.sink.usually(ACCEPT);
    bench.sink.release(ACCEPT);

    assertThat(bench.texts())
        .containsExactlyElementsOf(
            java.util.stream.IntStream.range(0, 100).mapToObj(Integer::toString).toList());
  }

  @Test
  void whatRetentionCutOffIsReportedWithItsCount() {
    Bench small = new Bench(10, Bench.CONFIG, 0);
    small.sink.stall();
    small.open(new Terms().subscription("s", 0));
    small.publish(range(0, 7)); // 0 in flight, all eight queued
    small.publish(range(8, 29)); // 20 is the oldest kept

    small.sink.usually(ACCEPT);
    small.sink.release(ACCEPT);

    assertThat(small.texts())
        .startsWith("0", "1", "2", "3", "4", "5", "6", "7", "dropped:12@19", "20")
        .endsWith("29")
        .hasSize(8 + 1 + 10);
  }

  /** Events that nobody wanted are no loss: only what the dispatcher has not shown us counts. */
  @Test
  void trimmedEventsThatDidNotMatchAreNotReported() {
    Bench small = new Bench(10, Bench.CONFIG, 0);
    small.sink.stall();
    small.open(new Terms().selectors(NORTH).subscription("s", 0));
    small.publish(range(0, 7));
    for (int n = 8; n < 40; n++) {
      small.publish(numbered(n, org.wellspring.testing.Events.SOUTH));
    }
    small.publish(numbered(40)); // finds the queue full

    small.sink.usually(ACCEPT);
    small.sink.release(ACCEPT);

    assertThat(small.texts()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "40");
  }

  /** A batch larger than the log: the dispatcher itself comes too late. */
  @Test
  void whatTheDispatcherMissedIsReportedToLiveSessions() {
    Bench small = new Bench(10, Bench.CONFIG, 0);
    small.open(new Terms().subscription("s", 0));
    small.publish(range(0, 4));

    small.publish(range(5, 29));

    assertThat(small.texts())
        .startsWith("0", "1", "2", "3", "4", "dropped:15@19", "20")
        .endsWith("29")
        .hasSize(5 + 1 + 10);
  }

  @Test
  void theSameMessageIsSentAgainAfterABackOff() {
    bench.sink.script(FAIL, TIME_OUT);
    bench.open(new Terms().subscription("s", 0));
    bench.publish(range(0, 1));
    assertThat(bench.texts()).containsExactly("0");

    bench.time.advance(Duration.ofMillis(499)); // at least half of the first wait of 1 s
    assertThat(bench.texts()).containsExactly("0");
    bench.time.advance(Duration.ofMillis(501));
    assertThat(bench.texts()).containsExactly("0", "0");
    bench.time.advance(Duration.ofSeconds(2));

    assertThat(bench.texts()).containsExactly("0", "0", "0", "1");
    assertThat(bench.ended).isEmpty();
  }

  @Test
  void theSubscribersRetryIntervalCounts() {
    bench.sink.script(FAIL, FAIL);
    bench.open(new Terms().retry(Duration.ofSeconds(20), 5).subscription("s", 0));
    bench.publish(numbered(0));

    bench.time.advance(Duration.ofSeconds(19));
    assertThat(bench.sink.count()).isEqualTo(1);
    bench.time.advance(Duration.ofSeconds(1));
    assertThat(bench.sink.count()).isEqualTo(2);
    bench.time.advance(Duration.ofSeconds(20));
    assertThat(bench.sink.count()).isEqualTo(3);
  }

  /** DSP0226 §10.2.3: total counts the retries, not the first attempt. */
  @Test
  void spentRetriesEndTheSubscription() {
    bench.sink.usually(FAIL);
    bench.open(new Terms().retry(Duration.ofSeconds(20), 2).subscription("s", 0));
    bench.publish(numbered(0));

    bench.time.advance(Duration.ofSeconds(40));

    assertThat(bench.sink.count()).isEqualTo(3);
    assertThat(bench.ended).singleElement().asString().startsWith("s DELIVERY_FAILURE");
    bench.publish(numbered(1));
    bench.time.advance(Duration.ofHours(1));
    assertThat(bench.sink.count()).isEqualTo(3);
    assertThat(bench.time.armedBesides("checkpoint", "cursors")).isZero();
  }

  @Test
  void givingUpAfterTheConfiguredTimeEndsTheSubscription() {
    bench.sink.usually(FAIL);
    bench.open(new Terms().subscription("s", 0));
    bench.publish(numbered(0));

    bench.time.advance(Duration.ofMinutes(9));
    assertThat(bench.ended).isEmpty();
    bench.time.advance(Duration.ofMinutes(3));

    assertThat(bench.ended).singleElement().asString().startsWith("s DELIVERY_FAILURE");
  }

  @Test
  void manyWishedRetriesDoNotOutlastTheServersPatience() {
    bench.sink.usually(FAIL);
    bench.open(new Terms().retry(Duration.ofSeconds(60), 1_000_000).subscription("s", 0));
    bench.publish(numbered(0));

    bench.time.advance(Duration.ofMinutes(11));

    assertThat(bench.ended).hasSize(1);
  }

  @Test
  void oneSuccessStartsTheCountAnew() {
    bench.sink.script(FAIL, FAIL, ACCEPT, FAIL, FAIL, ACCEPT);
    bench.open(new Terms().retry(Duration.ofSeconds(1), 2).subscription("s", 0));
    bench.publish(range(0, 1));

    bench.time.advance(Duration.ofSeconds(10));

    assertThat(bench.texts()).containsExactly("0", "0", "0", "1", "1", "1");
    assertThat(bench.ended).isEmpty();
  }

  @Test
  void anOverloadedSinkSaysWhenToComeBack() {
    bench.sink.script(overloaded(Duration.ofSeconds(45)));
    bench.open(new Terms().subscription("s", 0));
    bench.publish(numbered(0));

    bench.time.advance(Duration.ofSeconds(44));
    assertThat(bench.sink.count()).isEqualTo(1);
    bench.time.advance(Duration.ofSeconds(1));
    assertThat(bench.sink.count()).isEqualTo(2);
  }

  @Test
  void aSinkCannotPutUsToSleepForYears() {
    bench.sink.usually(overloaded(Duration.ofDays(10_000)));
    bench.open(new Terms().subscription("s", 0));
    bench.publish(numbered(0));

    bench.time.advance(Duration.ofMinutes(21));

    assertThat(bench.ended).hasSize(1);
  }

  /** DSP0226 R10.8-1. */
  @Test
  void aRefusalEndsTheSubscriptionAtOnce() {
    bench.sink.script(REFUSE);
    bench.open(new Terms().subscription("s", 0));

    bench.publish(range(0, 3));

    assertThat(bench.texts()).containsExactly("0");
    assertThat(bench.ended).containsExactly("s REFUSED gone");
  }

  @Test
  void nothingIsSentAfterClosed() {
    Subscription s = new Terms().heartbeat(Duration.ofSeconds(10)).subscription("s", 0);
    bench.sink.stall();
    bench.open(s);
    bench.publish(range(0, 3));

    bench.engine.closed(s, EndReason.UNSUBSCRIBED, "");
    bench.sink.release(ACCEPT);
    bench.publish(numbered(4));
    bench.time.advance(Duration.ofHours(1));

    assertThat(bench.texts()).containsExactly("0");
    assertThat(bench.time.armedBesides("checkpoint", "cursors")).isZero();
  }

  @Test
  void anEndThatOwesNoticeSendsOne() {
    Subscription s = new Terms().subscription("s", 0);
    bench.open(s);

    bench.engine.closed(s, EndReason.SOURCE_SHUTTING_DOWN, "");

    assertThat(bench.texts()).containsExactly("end:SOURCE_SHUTTING_DOWN");
  }

  /** DSP0226 §10.2.5. */
  @Test
  void heartbeatsAreSentOnlyWhenNothingElseWas() {
    bench.open(new Terms().heartbeat(Duration.ofSeconds(10)).subscription("s", 0));

    bench.time.advance(Duration.ofSeconds(9));
    bench.publish(numbered(0));
    bench.time.advance(Duration.ofSeconds(9));
    assertThat(bench.texts()).containsExactly("0");
    bench.time.advance(Duration.ofSeconds(1));
    assertThat(bench.texts()).containsExactly("0", "heartbeat");
    bench.time.advance(Duration.ofSeconds(20));

    assertThat(bench.texts()).containsExactly("0", "heartbeat", "heartbeat", "heartbeat");
  }

  @Test
  void noHeartbeatWhileAMessageIsInFlight() {
    bench.sink.stall();
    bench.open(new Terms().heartbeat(Duration.ofSeconds(10)).subscription("s", 0));
    bench.publish(numbered(0));

    bench.time.advance(Duration.ofSeconds(25));
    assertThat(bench.texts()).containsExactly("0");
    bench.sink.usually(ACCEPT);
    bench.sink.release(ACCEPT);
    bench.time.advance(Duration.ofSeconds(10));

    assertThat(bench.texts()).containsExactly("0", "heartbeat");
  }

  @Test
  void batchClosesOnMaxTimeEvenWhenHalfFull() {
    bench.open(new Terms().mode(batched(4, Duration.ofSeconds(3))).subscription("s", 0));
    bench.publish(numbered(0));
    bench.time.advance(Duration.ofSeconds(2));
    bench.publish(numbered(1));
    assertThat(bench.texts()).isEmpty();

    bench.time.advance(Duration.ofSeconds(1));

    assertThat(bench.texts()).containsExactly("0 1");
  }

  @Test
  void aFullBatchDoesNotWait() {
    bench.open(new Terms().mode(batched(4, Duration.ofSeconds(3))).subscription("s", 0));

    bench.publish(range(0, 4));
    assertThat(bench.texts()).containsExactly("0 1 2 3");
    bench.time.advance(Duration.ofSeconds(3)); // the next batch has a time of its own

    assertThat(bench.texts()).containsExactly("0 1 2 3", "4");
  }

  /** 100 events are asked for, but the queue holds 8: waiting for more would wait in vain. */
  @Test
  void aBatchLargerThanTheQueueGoesWhenTheQueueIsFull() {
    bench.open(new Terms().mode(batched(100, Duration.ofMinutes(1))).subscription("s", 0));

    bench.publish(range(0, 15));

    assertThat(bench.texts()).containsExactly("0 1 2 3 4 5 6 7", "8 9 10 11 12 13 14 15");
  }

  @Test
  void oversizedEventsAreReportedByDefault() {
    bench.open(new Terms().limit(8192, OversizePolicy.NOTIFY).subscription("s", 0));

    bench.publish(List.of(numbered(0), sized(1, NORTH, "x".repeat(9000)), numbered(2)));

    assertThat(bench.texts()).containsExactly("0", "dropped:1@1", "2");
    assertThat(bench.meters.scrape())
        .contains("wellspring_events_delivered_total{mode=\"push\"} 2.0")
        .contains("wellspring_events_dropped_total{reason=\"too-large\"} 1.0");
  }

  @Test
  void oversizedEventsAreLeftOutOnRequest() {
    bench.open(new Terms().limit(8192, OversizePolicy.SKIP).subscription("s", 0));

    bench.publish(List.of(numbered(0), sized(1, NORTH, "x".repeat(9000)), numbered(2)));

    assertThat(bench.texts()).containsExactly("0", "2");
  }

  @Test
  void anOversizedEventEndsTheSubscriptionOnRequest() {
    bench.open(new Terms().limit(8192, OversizePolicy.CANCEL_SUBSCRIPTION).subscription("s", 0));

    bench.publish(List.of(numbered(0), sized(1, NORTH, "x".repeat(9000)), numbered(2)));

    assertThat(bench.texts()).containsExactly("0");
    assertThat(bench.ended).singleElement().asString().startsWith("s DELIVERY_FAILURE");
  }

  @Test
  void aVeryLongRunOfOversizedEventsDoesNotOverflowTheStack() {
    Bench large = new Bench(50_000, Bench.CONFIG, 0);
    String text = "x".repeat(9000);
    for (int n = 0; n < 5_000; n++) {
      large.publish(sized(n % 10, NORTH, text));
    }
    large.publish(numbered(7));

    large.open(new Terms().limit(8192, OversizePolicy.SKIP).subscription("s", 0));

    assertThat(large.texts()).containsExactly("5000");
  }

  /** Large reference parameters can fill the envelope by themselves. */
  @Test
  void aReportThatDoesNotFitEitherEndsTheSubscription() {
    Bench heavy = new Bench(100, Bench.CONFIG, 9000);
    heavy.open(new Terms().limit(8192, OversizePolicy.NOTIFY).subscription("s", 0));

    heavy.publish(numbered(0));

    assertThat(heavy.texts()).isEmpty();
    assertThat(heavy.ended).singleElement().asString().startsWith("s DELIVERY_FAILURE");
  }

  @Test
  void aFilterThatBreaksTooOftenEndsTheSubscription() {
    Filter broken = root -> Verdict.BROKEN;
    bench.open(new Terms().xpath("1").subscription("s", 0), broken);

    bench.publish(range(0, 9));

    assertThat(bench.ended).singleElement().asString().startsWith("s SOURCE_CANCELLING");
  }

  /**
   * The limit is reached while the log is read; what that read brought must not go out any more.
   */
  /** Live, by the index, and behind, by the session itself: the subscriber is told which limit. */
  @Test
  void aFilterThatVisitsTooMuchEndsItsSubscriptionAndNamesTheLimit() throws FilterProblem {
    Filter costly =
        XPathDialect.overEvent(XPathLimits.untimed(100, 1_000))
            .compile(
                new FilterSpec(
                    XPathDialect.URI, "//b[count(//b) > 1000]", Map.of(), Optional.empty()),
                Map.of());
    Event wide =
        Event.of(
            Events.FOUNTAINS,
            Events.NORTH,
            "wide",
            "urn:a",
            VirtualTime.START,
            Events.xml("<a>" + "<b/>".repeat(100) + "</a>"));
    bench.open(new Terms().xpath("1").subscription("live", 0), costly);

    bench.publish(List.of(wide, wide, wide));
    bench.open(new Terms().xpath("2").subscription("behind", 0), costly);

    assertThat(bench.ended)
        .hasSize(2)
        .allMatch(
            end ->
                end.contains("could not be evaluated on 3 events: it visits more than 1000 nodes")
                    && end.contains("subscription.max-filter-nodes"));
  }

  @Test
  void nothingIsSentOnceABrokenFilterHasEndedIt() {
    Filter mostlyBroken =
        root -> root.attribute("n").orElse("").equals("0") ? Verdict.YES : Verdict.BROKEN;
    bench.publish(range(0, 9));

    bench.open(new Terms().xpath("1").subscription("s", 0), mostlyBroken);
    bench.time.advance(Duration.ofHours(1));

    assertThat(bench.ended).hasSize(1);
    assertThat(bench.texts()).isEmpty();
    assertThat(bench.time.armedBesides("checkpoint", "cursors")).isZero();
  }

  @Test
  void oneSessionDoesNotHoldUpAnother() {
    bench.sink.usually(m -> m.address().contains("dead") ? Optional.empty() : Optional.of(ACCEPT));
    bench.open(new Terms().sink("http://dead.test/").subscription("dead", 0));
    bench.open(new Terms().sink("http://live.test/").subscription("live", 0));

    bench.publish(range(0, 49));

    assertThat(bench.sink.count()).isEqualTo(1 + 50);
  }

  @Test
  void aQueueHoldsNoMoreOctetsThanItMayAndLosesNothing() {
    FlowLimits small = new FlowLimits(2_000, Long.MAX_VALUE, 0);
    Bench few = new Bench(1_000, Bench.CONFIG.withFlow(small), 0);
    few.sink.stall();
    few.open(new Terms().subscription("s", 0));
    for (int n = 0; n < 6; n++) {
      few.publish(sized(n, NORTH, "x".repeat(900)));
    }
    few.sink.usually(ACCEPT);
    few.sink.release(ACCEPT);

    assertThat(few.texts()).hasSize(6).doesNotHaveDuplicates();
  }

  @Test
  void aMessageWaitsForRoomAmongThoseUnderWayAndGoesInItsTurn() {
    Bench narrow = new Bench(1_000, Bench.CONFIG.withFlow(new FlowLimits(1 << 20, 1, 0)), 0);
    narrow.sink.stall();
    narrow.open(new Terms().subscription("a", 0)).open(new Terms().subscription("b", 0));

    narrow.publish(numbered(0));

    assertThat(narrow.texts()).as("one at a time, as no two fit").containsExactly("0");
    narrow.sink.release(ACCEPT);
    assertThat(narrow.texts()).containsExactly("0", "0");
    assertThat(narrow.sink.mostWaiting()).isEqualTo(1);
  }

  @Test
  void aSessionThatEndsWhileItWaitsForRoomLeavesItToTheNext() {
    Bench narrow = new Bench(1_000, Bench.CONFIG.withFlow(new FlowLimits(1 << 20, 1, 0)), 0);
    narrow.sink.stall();
    narrow.publish(numbered(0));
    Subscription second = new Terms().subscription("b", 0);
    narrow.open(new Terms().subscription("a", 0)).open(second);
    narrow.open(new Terms().subscription("c", 0));

    narrow.engine.closed(second, EndReason.UNSUBSCRIBED, "");
    narrow.sink.release(ACCEPT);

    assertThat(narrow.texts()).containsExactly("0", "0");
    narrow.sink.release(ACCEPT);
    assertThat(narrow.texts()).containsExactly("0", "0");
    assertThat(narrow.sink.waiting()).isZero();
  }

  @Test
  void catchingUpGoesNoFasterThanTheRateAllows() {
    Bench paced =
        new Bench(1_000, Bench.CONFIG.withFlow(new FlowLimits(1 << 20, 1 << 20, 1_000)), 0);
    for (int n = 0; n < 40; n++) {
      paced.publish(sized(n, NORTH, "x".repeat(450)));
    }
    paced.open(new Terms().subscription("s", 0));
    int atOnce = paced.texts().size();
    assertThat(atOnce).isBetween(1, 10);

    paced.time.advance(Duration.ofSeconds(5));

    assertThat(paced.texts().size()).isBetween(atOnce + 4, atOnce + 24);
    paced.time.advance(Duration.ofSeconds(60));
    assertThat(paced.texts()).hasSize(40).doesNotHaveDuplicates();
  }

  /** Senders that know of the end never answer. */
  @Test
  void aSessionThatEndsWhileItSendsGivesItsRoomBackThoughNoAnswerComes() {
    Bench narrow = new Bench(1_000, Bench.CONFIG.withFlow(new FlowLimits(1 << 20, 1, 0)), 0);
    narrow.sink.stall();
    narrow.publish(numbered(0));
    Subscription first = new Terms().subscription("a", 0);
    narrow.open(first).open(new Terms().subscription("b", 0));
    assertThat(narrow.texts()).containsExactly("0");

    narrow.engine.closed(first, EndReason.UNSUBSCRIBED, "");

    assertThat(narrow.texts()).as("b has the room now").containsExactly("0", "0");
  }

  @Test
  void aSinkThatRefusesGivesItsRoomBackOnce() {
    Bench narrow = new Bench(1_000, Bench.CONFIG.withFlow(new FlowLimits(1 << 20, 1, 0)), 0);
    narrow.sink.script(REFUSE);
    narrow.open(new Terms().subscription("a", 0));

    narrow.publish(numbered(0));

    assertThat(narrow.ended).hasSize(1);
    assertThat(narrow.meters.scrape()).contains("wellspring_in_flight_octets 0.0");
  }
}
