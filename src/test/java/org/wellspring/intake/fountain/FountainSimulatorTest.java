package org.wellspring.intake.fountain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wellspring.intake.DirectLane;
import org.wellspring.intake.KeptEvents;
import org.wellspring.intake.SteppedTime;
import org.wellspring.model.Event;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SelectorSet;
import org.wellspring.resource.fountain.FountainProvider;
import org.wellspring.xml.XmlName;

final class FountainSimulatorTest {
  private static final ResourceUri FOUNTAINS =
      new ResourceUri("http://control.fineartschool.com/fountains");
  private static final SimulatorSettings TIMETABLE_ONLY = SimulatorSettings.of(1, 0);

  private final FountainProvider fountains = new FountainProvider();
  private final KeptEvents kept = new KeptEvents();

  private FountainSimulator simulator(SteppedTime time, SimulatorSettings settings, long seed) {
    return new FountainSimulator(
        FOUNTAINS,
        fountains,
        kept,
        new FountainSimulator.Clockwork(time, time, ZoneOffset.UTC, new DirectLane()),
        new Random(seed),
        settings);
  }

  private static LocalDateTime simulatedTime(Event event) {
    return OffsetDateTime.parse(event.body().attribute("Time").orElseThrow()).toLocalDateTime();
  }

  private long between(String from, String to) {
    LocalDateTime start = LocalDateTime.parse(from);
    LocalDateTime end = LocalDateTime.parse(to);
    return kept.events().stream()
        .map(FountainSimulatorTest::simulatedTime)
        .filter(at -> !at.isBefore(start) && at.isBefore(end))
        .count();
  }

  @Test
  void eachUseIsAnEventOfItsFountain() {
    SteppedTime time = new SteppedTime("2026-03-02T20:30:00Z");
    simulator(time, SimulatorSettings.DEFAULTS, 1).start();
    time.advance(Duration.ofSeconds(30));

    List<Event> events = kept.events();
    assertThat(events).hasSizeGreaterThan(90);
    assertThat(events)
        .allSatisfy(
            event -> {
              assertThat(event.source()).isEqualTo(FOUNTAINS);
              assertThat(event.action())
                  .isEqualTo("http://control.fineartschool.com/fountains/Usage");
              assertThat(event.body().name())
                  .isEqualTo(new XmlName(FountainProvider.NAMESPACE, "Usage"));
              assertThat(event.body().prefix()).isEqualTo("fcs");
              assertThat(event.body().attribute("Time").orElseThrow())
                  .matches(
                      "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d)");
              assertThat(event.body().attribute("Volume").orElseThrow()).matches("\\d\\.\\d");
              assertThat(event.selectors().value("ResourceID")).isPresent();
            });
    assertThat(events).extracting(Event::id).doesNotHaveDuplicates();
    assertThat(events)
        .extracting(event -> event.selectors())
        .contains(SelectorSet.of("ResourceID", "b42f3North"));
    BigDecimal drunk =
        events.stream()
            .map(event -> new BigDecimal(event.body().attribute("Volume").orElseThrow()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal counted =
        fountains.enumerate().stream()
            .map(f -> f.representation().childText(FountainProvider.NAMESPACE, "TotalVolume"))
            .map(total -> new BigDecimal(total.orElseThrow()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(counted).isEqualByComparingTo(drunk);
    assertThat(events)
        .as("some of them are more than three litres, as the examples' filters want")
        .anyMatch(
            e -> new BigDecimal(e.body().attribute("Volume").orElseThrow()).doubleValue() > 3);
  }

  @ParameterizedTest
  @CsvSource({"2026-03-02T03:00:00Z", "2026-03-07T12:00:00Z", "2026-12-31T23:59:59Z"})
  void aDemonstrationShowsSeveralEventsASecondAtAnyHourOfTheRealDay(String now) {
    SteppedTime time = new SteppedTime(now);
    simulator(time, SimulatorSettings.DEFAULTS, 3).start();
    int before = 0;
    for (int second = 0; second < 30; second += 3) {
      time.advance(Duration.ofSeconds(3));
      assertThat(kept.count() - before).as("from second %d", second).isGreaterThan(5);
      before = kept.count();
    }
  }

  @Test
  void thereAreManyUsesInBreaksFewInClassAndNoneAtNight() {
    SteppedTime time = new SteppedTime("2026-03-02T15:00:00Z");
    simulator(time, TIMETABLE_ONLY, 5).start();
    time.advance(Duration.ofHours(24));

    long inBreak = between("2026-03-02T09:50", "2026-03-02T10:00");
    long inClass = between("2026-03-02T10:00", "2026-03-02T10:50");
    assertThat(inBreak).isBetween(350L, 620L);
    assertThat(inClass).isBetween(60L, 150L);
    assertThat(between("2026-03-02T17:00", "2026-03-03T08:00")).isZero();
    assertThat(between("2026-03-03T08:00", "2026-03-03T08:50")).isPositive();
  }

  @Test
  void weekendsAreSilentAndASimulationBegunOnOneBeginsOnFriday() {
    SteppedTime time = new SteppedTime("2026-03-08T12:00:00Z");
    simulator(time, TIMETABLE_ONLY, 5).start();
    time.advance(Duration.ofHours(72));

    assertThat(between("2026-03-06T08:55", "2026-03-06T09:00")).isPositive();
    assertThat(between("2026-03-07T00:00", "2026-03-09T00:00")).isZero();
    assertThat(between("2026-03-09T08:00", "2026-03-10T00:00")).isPositive();
  }

  @Test
  void speedIsAFactor() {
    SteppedTime time = new SteppedTime("2026-03-02T15:00:00Z");
    simulator(time, SimulatorSettings.of(60, 0), 5).start();
    time.advance(Duration.ofMinutes(8));

    List<Event> events = kept.events();
    assertThat(simulatedTime(events.get(0))).isAfter(LocalDateTime.parse("2026-03-02T08:55"));
    assertThat(simulatedTime(events.get(events.size() - 1)))
        .isBetween(
            LocalDateTime.parse("2026-03-02T16:50"), LocalDateTime.parse("2026-03-02T16:56"));
    assertThat(events.get(0).time())
        .as("the event's own time is ours")
        .isAfter("2026-03-02T14:59:59Z");
  }

  @Test
  void theSameSeedDrinksTheSameButNamesItsEventsAnew() {
    SteppedTime time = new SteppedTime("2026-03-02T15:00:00Z");
    FountainSimulator first = simulator(time, SimulatorSettings.DEFAULTS, 9);
    first.start();
    time.advance(Duration.ofSeconds(10));
    first.close();
    List<Event> before = kept.events();
    time.advance(Duration.ofMillis(1));
    simulator(time, SimulatorSettings.DEFAULTS, 9).start();
    time.advance(Duration.ofSeconds(10));
    List<Event> after = kept.events().subList(before.size(), kept.count());

    assertThat(after)
        .extracting(e -> e.body().toString())
        .containsExactlyElementsOf(before.stream().map(e -> e.body().toString()).toList());
    assertThat(after)
        .extracting(Event::id)
        .doesNotContainAnyElementsOf(before.stream().map(Event::id).toList());
  }

  @Test
  void afterCloseNobodyDrinksAndNoTimerIsLeft() {
    SteppedTime time = new SteppedTime("2026-03-02T15:00:00Z");
    FountainSimulator simulator = simulator(time, SimulatorSettings.DEFAULTS, 9);
    simulator.start();
    time.advance(Duration.ofSeconds(5));
    simulator.close();
    int before = kept.count();
    time.advance(Duration.ofSeconds(5));

    assertThat(kept.count()).isEqualTo(before).isPositive();
    assertThat(time.armed()).isZero();
    simulator.close();
  }

  @Test
  void aLogThatDoesNotAnswerIsNotFloodedAndAMachineThatSleptDoesNotCatchUp() {
    SteppedTime time = new SteppedTime("2026-03-02T15:00:00Z");
    kept.hold();
    simulator(time, SimulatorSettings.DEFAULTS, 9).start();
    time.advance(Duration.ofMinutes(5));
    assertThat(kept.count()).isEqualTo(16);

    kept.release();
    time.advance(Duration.ofSeconds(10));
    assertThat(kept.count()).isGreaterThan(30);
  }

  @Test
  void withoutFountainsThereIsNothingToDrink() {
    SteppedTime time = new SteppedTime("2026-03-02T15:00:00Z");
    fountains.ids().forEach(id -> fountains.delete(SelectorSet.of("ResourceID", id)));
    simulator(time, SimulatorSettings.DEFAULTS, 9).start();
    time.advance(Duration.ofSeconds(10));
    assertThat(kept.count()).isZero();
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> SimulatorSettings.of(0, 3)).hasMessageContaining("speed");
    assertThatThrownBy(() -> SimulatorSettings.of(Double.NaN, 3)).hasMessageContaining("speed");
    assertThatThrownBy(() -> SimulatorSettings.of(1, -1)).hasMessageContaining("least rate");
  }

  @Test
  void aSchoolDayIsAWeekday() {
    assertThat(Timetable.begin(LocalDate.parse("2026-03-04"), SimulatorSettings.DEFAULTS))
        .isEqualTo("2026-03-04T08:55");
    assertThat(Timetable.nextChange(LocalDateTime.parse("2026-03-02T08:50")))
        .isEqualTo("2026-03-02T09:00");
    assertThat(Timetable.nextChange(LocalDateTime.parse("2026-03-02T23:59:59")))
        .isEqualTo("2026-03-03T00:00");
    assertThat(Timetable.nextChange(LocalDateTime.parse("2026-03-02T08:49:59.999")))
        .isEqualTo("2026-03-02T08:50");
  }
}
