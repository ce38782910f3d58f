package org.wellspring.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wellspring.log.LogUnavailable;
import org.wellspring.metrics.Meters;
import org.wellspring.model.Event;
import org.wellspring.model.LogPosition;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SelectorSet;
import org.wellspring.xml.XmlElement;

final class EventIntakeTest {
  private final SteppedTime time = new SteppedTime("2026-03-02T09:00:00Z");
  private final ListLog log = new ListLog();
  private final Meters meters = new Meters();
  private final EventIntake intake = intake(new DedupWindow(Duration.ofMinutes(10), 3));

  private EventIntake intake(DedupWindow window) {
    return new EventIntake(Catalogues.example(), log, meters, time, window);
  }

  private Event event(ResourceUri source, SelectorSet selectors, String id, String local) {
    XmlElement body = XmlElement.builder("urn:example", local, "e").build();
    return Event.of(source, selectors, id, "urn:example:" + local, time.wallClock(), body);
  }

  private Event event(String id) {
    return event(Catalogues.FOUNTAINS, SelectorSet.NONE, id, "Usage");
  }

  private List<Event> events(String... ids) {
    return List.of(ids).stream().map(this::event).toList();
  }

  private RejectedEvent refusal(List<Event> events) {
    CompletableFuture<LogPosition> answer = intake.publish(events);
    assertThat(answer).isCompletedExceptionally();
    return (RejectedEvent) answer.handle((position, failure) -> failure).join();
  }

  @Test
  void anUndeclaredSourceIsNamedAndSoAreTheDeclaredOnes() {
    RejectedEvent refused =
        refusal(
            List.of(
                event("a"), event(new ResourceUri("urn:nobody"), SelectorSet.NONE, "b", "Usage")));

    assertThat(refused.index()).isEqualTo(1);
    assertThat(refused.field()).isEqualTo("source");
    assertThat(refused)
        .hasMessageContaining("urn:nobody")
        .hasMessageContaining(Catalogues.FOUNTAINS.value());
    assertThat(log.ids()).as("nothing of a bad batch is kept").isEmpty();
    assertThat(meters.scrape()).contains("wellspring_events_rejected_total{field=\"source\"} 1.0");
  }

  @Test
  void aResourceThatListsItsClassesTakesNoOthers() {
    RejectedEvent refused =
        refusal(List.of(event(Catalogues.STRICT, SelectorSet.NONE, "a", "Unknown")));

    assertThat(refused.field()).isEqualTo("type");
    assertThat(refused).hasMessageContaining("{urn:example}Known");
    assertThat(intake.publish(List.of(event(Catalogues.STRICT, SelectorSet.NONE, "a", "Known"))))
        .isCompletedWithValue(LogPosition.START);
  }

  @Test
  void selectorsMustBeTheResourcesOwn() {
    SelectorSet floor = SelectorSet.of("Floor", "3");

    assertThat(refusal(List.of(event(Catalogues.FOUNTAINS, floor, "a", "Usage"))).field())
        .isEqualTo("subject");
    assertThat(refusal(List.of(event(Catalogues.OPEN, floor, "a", "Usage"))))
        .hasMessageContaining("it has none");
    assertThat(
            intake.publish(
                List.of(
                    event(
                        Catalogues.OPEN,
                        SelectorSet.of("__cimnamespace", "root/cimv2"),
                        "a",
                        "Usage"))))
        .isCompleted();
  }

  @Test
  void anIdMustBeThereAndOfReasonableLength() {
    assertThat(refusal(events("")).field()).isEqualTo("id");
    assertThat(refusal(events("x".repeat(1_025))).field()).isEqualTo("id");
    assertThat(intake.publish(events("x".repeat(1_024)))).isCompleted();
  }

  @Test
  void charactersThatNoNotationCanCarryAreRefused() {
    SelectorSet north = SelectorSet.of("ResourceID", "north\u0000");

    assertThat(refusal(events("a\u0007")).field()).isEqualTo("id");
    assertThat(refusal(List.of(event(Catalogues.FOUNTAINS, north, "a", "Usage"))).field())
        .isEqualTo("subject");
  }

  @Test
  void aRepeatWithinTheWindowIsAcceptedAndDropped() {
    assertThat(intake.publish(events("a", "b"))).isCompletedWithValue(new LogPosition(1));

    assertThat(intake.publish(events("b", "a")))
        .as("position of the last repeat")
        .isCompletedWithValue(new LogPosition(0));
    assertThat(intake.publish(events("a", "c", "b")))
        .as("position of the last one appended")
        .isCompletedWithValue(new LogPosition(2));
    assertThat(log.ids()).containsExactly("a", "b", "c");
    assertThat(meters.scrape())
        .contains("wellspring_events_duplicate_total 4.0")
        .contains("wellspring_events_appended_total 3.0");
  }

  @Test
  void theSameIdFromAnotherSourceIsAnotherEvent() {
    assertThat(intake.publish(events("a"))).isCompleted();
    assertThat(intake.publish(List.of(event(Catalogues.OPEN, SelectorSet.NONE, "a", "Usage"))))
        .isCompletedWithValue(new LogPosition(1));
  }

  @Test
  void aRepeatInsideOneBatchIsDropped() {
    assertThat(intake.publish(events("a", "b", "a"))).isCompletedWithValue(new LogPosition(1));
    assertThat(log.ids()).containsExactly("a", "b");
  }

  @Test
  void theWindowForgetsByTimeAndByNumber() {
    assertThat(intake.publish(events("a", "b", "c", "d"))).isCompleted();
    assertThat(intake.publish(events("a"))).as("three are remembered").isCompleted();
    assertThat(log.ids()).containsExactly("a", "b", "c", "d", "a");

    time.advance(Duration.ofMinutes(10));
    assertThat(intake.publish(events("a", "d"))).isCompleted();
    assertThat(log.ids()).containsExactly("a", "b", "c", "d", "a", "a", "d");
  }

  @Test
  void aRepeatOfAnEventInFlightWaitsForIt() {
    log.hold();
    CompletableFuture<LogPosition> first = intake.publish(events("a"));
    CompletableFuture<LogPosition> repeat = intake.publish(events("b", "a"));
    assertThat(repeat).isNotDone();
    assertThat(log.waiting()).as("the batch is one unit: b waits too").isEqualTo(1);

    log.settleNext();
    assertThat(first).isCompletedWithValue(LogPosition.START);
    log.settleNext();
    assertThat(repeat).isCompletedWithValue(new LogPosition(1));
    assertThat(log.ids()).containsExactly("a", "b");
  }

  @Test
  void anEventWhoseAppendFailedIsAppendedWithItsRepeat() {
    log.hold();
    CompletableFuture<LogPosition> first = intake.publish(events("a"));
    CompletableFuture<LogPosition> repeat = intake.publish(events("a"));

    log.failNext();
    assertThatThrownBy(first::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(LogUnavailable.class);
    log.settleNext();
    assertThat(repeat).isCompletedWithValue(LogPosition.START);
    assertThat(log.ids()).containsExactly("a");
  }

  @Test
  void afterARefusalByTheLogTheSameEventsCanBeSentAgain() {
    log.full(true);
    assertThat(intake.publish(events("a"))).isCompletedExceptionally();
    log.full(false);
    assertThat(intake.publish(events("a"))).isCompletedWithValue(LogPosition.START);
  }

  @Test
  void theNewestEventsOfTheLogAreRecalledAfterARestart() {
    assertThat(intake.publish(events("a", "b", "c", "d"))).isCompleted();
    EventIntake restarted = intake(new DedupWindow(Duration.ofMinutes(10), 3));
    restarted.recall();

    assertThat(restarted.publish(events("d"))).isCompletedWithValue(new LogPosition(3));
    assertThat(restarted.publish(events("a"))).isCompletedWithValue(new LogPosition(4));
  }

  @Test
  void manyThreadsThatRepeatEachOtherStoreEachEventOnce() {
    EventIntake wide = intake(DedupWindow.DEFAULTS);
    List<CompletableFuture<Void>> publishers = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      publishers.add(
          CompletableFuture.runAsync(
              () ->
                  IntStream.range(0, 500)
                      .forEach(i -> wide.publish(events("e" + i, "f" + i)).join())));
    }

    publishers.forEach(CompletableFuture::join);
    assertThat(log.ids()).hasSize(1_000).doesNotHaveDuplicates();
  }

  static LongStream seeds() {
    return LongStream.concat(LongStream.range(0, 200), LongStream.of(new Random().nextLong()));
  }

  /** Publishers repeat each other while the log is slow and now and then fails. */
  @ParameterizedTest
  @MethodSource("seeds")
  void whoeverGetsAYesFindsAllEventsStoredOnce(long seed) {
    Random random = new Random(seed);
    EventIntake wide = intake(DedupWindow.DEFAULTS);
    Map<CompletableFuture<LogPosition>, List<String>> answers = new LinkedHashMap<>();
    log.hold();
    for (int step = 0; step < 200; step++) {
      if (random.nextInt(3) > 0) {
        String[] ids =
            random.ints(1 + random.nextInt(4), 0, 25).mapToObj(i -> "e" + i).toArray(String[]::new);
        answers.put(wide.publish(events(ids)), List.of(ids));
      } else {
        settleOne(random.nextInt(3) > 0);
      }
    }
    while (log.waiting() > 0) {
      settleOne(true);
    }

    assertThat(log.ids()).doesNotHaveDuplicates();
    answers.forEach(
        (answer, ids) -> {
          assertThat(answer).isDone();
          if (!answer.isCompletedExceptionally()) {
            assertThat(log.ids()).containsAll(ids);
            assertThat(ids).contains(log.ids().get((int) answer.join().value()));
          }
        });
  }

  private void settleOne(boolean well) {
    if (log.waiting() == 0) {
      return;
    }
    if (well) {
      log.settleNext();
    } else {
      log.failNext();
    }
  }
}
