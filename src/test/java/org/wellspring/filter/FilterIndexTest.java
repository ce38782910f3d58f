package org.wellspring.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wellspring.filter.predicate.Match;
import org.wellspring.filter.predicate.Operand;
import org.wellspring.filter.predicate.Predicate;
import org.wellspring.filter.predicate.TextCase;
import org.wellspring.filter.predicate.ValueTest;
import org.wellspring.model.Bytes;
import org.wellspring.model.Event;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SelectorSet;
import org.wellspring.testing.Events;
import org.wellspring.testing.VirtualTime;

final class FilterIndexTest {
  private final FilterIndex<String> index = new FilterIndex<>();

  private static Optional<FilterSpec> spec(String text) {
    return Optional.of(new FilterSpec("urn:d", text, Map.of(), Optional.empty()));
  }

  private List<String> matches(Event event) {
    List<String> found = new ArrayList<>();
    index.match(event, found::add, broken -> found.add("broken " + broken));
    return found;
  }

  private void add(SelectorSet selectors, Optional<FilterSpec> spec, Filter filter, String who) {
    index.add(Events.FOUNTAINS, selectors, spec, filter, who);
  }

  @Test
  void everybodyWhoWantsAnEventIsFoundOnce() {
    add(SelectorSet.NONE, Optional.empty(), Filter.ALL, "all");
    add(Events.NORTH, Optional.empty(), Filter.ALL, "north");
    add(Events.SOUTH, Optional.empty(), Filter.ALL, "south");
    add(SelectorSet.NONE, spec("no"), root -> Verdict.NO, "no");
    add(SelectorSet.NONE, spec("broken"), root -> Verdict.BROKEN, "b");
    index.add(
        new ResourceUri("urn:other"), SelectorSet.NONE, Optional.empty(), Filter.ALL, "other");

    assertThat(matches(Events.numbered(1))).containsExactlyInAnyOrder("all", "north", "broken b");
  }

  @Test
  void selectorsThatTheEventDoesNotHaveKeepItAway() {
    SelectorSet both = SelectorSet.of(Map.of("ResourceID", "North", "Valve", "2"));
    add(both, Optional.empty(), Filter.ALL, "valve");
    add(SelectorSet.of("RESOURCEID", "North"), Optional.empty(), Filter.ALL, "other case");

    assertThat(matches(Events.numbered(1))).containsExactly("other case");
    assertThat(matches(Events.numbered(1, both))).containsExactlyInAnyOrder("valve", "other case");
  }

  @Test
  void equalInterestsAreEvaluatedOnce() {
    AtomicInteger evaluations = new AtomicInteger();
    Filter counting =
        root -> {
          evaluations.incrementAndGet();
          return Verdict.YES;
        };
    for (int i = 0; i < 100; i++) {
      add(SelectorSet.NONE, spec("same"), counting, "s" + i);
    }

    assertThat(matches(Events.numbered(1))).hasSize(100);
    assertThat(evaluations).hasValue(1);
  }

  @Test
  void whoIsTakenOutIsNotFoundAndLeavesOthersAlone() {
    add(SelectorSet.NONE, spec("same"), Filter.ALL, "a");
    add(SelectorSet.NONE, spec("same"), Filter.ALL, "b");

    index.remove(Events.FOUNTAINS, SelectorSet.NONE, spec("same"), "a");
    assertThat(matches(Events.numbered(1))).containsExactly("b");
    index.remove(Events.FOUNTAINS, SelectorSet.NONE, spec("same"), "b");
    index.remove(Events.FOUNTAINS, SelectorSet.NONE, spec("same"), "never there");
    index.remove(new ResourceUri("urn:other"), SelectorSet.NONE, spec("same"), "b");

    assertThat(matches(Events.numbered(1))).isEmpty();
    List<String> all = new ArrayList<>();
    index.forEach(all::add);
    assertThat(all).isEmpty();
  }

  /** An event that was read back from the log is octets; parsing them is not for nothing. */
  @Test
  void anEventIsNotParsedForThoseWhoTakeAll() {
    Event unreadable =
        Event.stored(
            Events.FOUNTAINS, Events.NORTH, "e", "urn:a", VirtualTime.START, Bytes.utf8("no XML"));
    add(SelectorSet.NONE, Optional.empty(), Filter.ALL, "all");
    add(Events.NORTH, Optional.empty(), Filter.ALL, "north");

    assertThat(matches(unreadable)).containsExactlyInAnyOrder("all", "north");
    assertThat(Filter.ALL.test(unreadable)).isEqualTo(Verdict.YES);
  }

  /** Several threads may match at a time: each finds everybody once. */
  @Test
  void threadsThatMatchAtATimeDoNotDisturbEachOther() {
    Predicate shared =
        Predicate.anyOf(
            Match.of(Operand.slot("n"), ValueTest.contains("1", TextCase.EXACT)),
            Match.of(Operand.slot("n"), ValueTest.endsWith("1", TextCase.EXACT)));
    for (int i = 0; i < 20; i++) {
      Predicate own =
          Match.of(Operand.slot("n"), ValueTest.startsWith("" + i % 10, TextCase.EXACT));
      add(
          SelectorSet.NONE,
          spec("f" + i),
          Filter.of(Predicate.allOf(shared, Predicate.anyOf(own, shared))),
          "s" + i);
    }

    List<List<String>> results =
        IntStream.range(0, 4_000)
            .parallel()
            .mapToObj(i -> matches(Events.numbered(i % 2 == 0 ? 1 : 2)))
            .toList();

    for (int i = 0; i < results.size(); i++) {
      assertThat(results.get(i)).hasSize(i % 2 == 0 ? 20 : 0).doesNotHaveDuplicates();
    }
  }

  /** Those who stay are found by every match, whoever comes and goes meanwhile. */
  @Test
  void comingAndGoingDoesNotDisturbMatching() throws InterruptedException {
    add(SelectorSet.NONE, spec("same"), Filter.ALL, "stays");
    add(SelectorSet.NONE, Optional.empty(), Filter.ALL, "stays too");
    AtomicBoolean over = new AtomicBoolean();
    Thread changing =
        new Thread(
            () -> {
              for (int i = 0; !over.get(); i = (i + 1) % 50) {
                String name = "guest" + i;
                add(SelectorSet.NONE, spec("same"), Filter.ALL, name);
                add(Events.NORTH, spec("own" + i), Filter.ALL, name);
                index.remove(Events.FOUNTAINS, SelectorSet.NONE, spec("same"), name);
                index.remove(Events.FOUNTAINS, Events.NORTH, spec("own" + i), name);
              }
            });
    changing.start();
    try {
      for (int i = 0; i < 20_000; i++) {
        List<String> found = matches(Events.numbered(1));
        assertThat(found.stream().filter("stays"::equals)).hasSize(1);
        assertThat(found.stream().filter("stays too"::equals)).hasSize(1);
      }
    } finally {
      over.set(true);
      changing.join(10_000);
    }
    assertThat(matches(Events.numbered(1))).containsExactlyInAnyOrder("stays", "stays too");
  }
}
