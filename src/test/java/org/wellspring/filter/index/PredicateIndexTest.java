package org.wellspring.filter.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wellspring.filter.predicate.EventView;
import org.wellspring.filter.predicate.Match;
import org.wellspring.filter.predicate.Operand;
import org.wellspring.filter.predicate.Predicate;
import org.wellspring.filter.predicate.TextCase;
import org.wellspring.filter.predicate.Truth;
import org.wellspring.filter.predicate.ValueTest;
import org.wellspring.testing.Events;

final class PredicateIndexTest {
  /** Collects what is found, each as it was said. */
  private static final class Answers implements PredicateIndex.Found<String> {
    final List<String> all = new ArrayList<>();

    @Override
    public void matches(String owner) {
      all.add(owner);
    }

    @Override
    public void broken(String owner, String why) {
      assertThat(why).matches("cannot evaluate .*|it failed on this event");
      all.add("broken " + owner);
    }

    List<String> sorted() {
      return all.stream().sorted().toList();
    }
  }

  private static List<String> found(PredicateIndex<String> index, EventView event) {
    Answers answers = new Answers();
    index.match(event, answers);
    return answers.sorted();
  }

  private static List<String> asked(List<Predicate> all, List<String> owners, EventView event) {
    Answers answers = new Answers();
    for (int i = 0; i < all.size(); i++) {
      switch (all.get(i).evaluate(event)) {
        case TRUE -> answers.matches(owners.get(i));
        case BROKEN -> answers.all.add("broken " + owners.get(i));
        case FALSE, UNKNOWN -> {
          // not wanted
        }
      }
    }
    return answers.sorted();
  }

  static LongStream seeds() {
    return LongStream.concat(LongStream.range(0, 60), LongStream.of(new Random().nextLong()));
  }

  /** The one rule: whoever is found by asking everybody is found, once, and nobody else. */
  @ParameterizedTest
  @MethodSource("seeds")
  void theIndexFindsWhomAskingEverybodyFinds(long seed) {
    Random random = new Random(seed);
    RandomAlgebra world = new RandomAlgebra(seed);
    PredicateIndex<String> index = new PredicateIndex<>();
    List<Predicate> predicates = new ArrayList<>();
    List<String> owners = new ArrayList<>();

    for (int round = 0; round < 60; round++) {
      for (int i = random.nextInt(30); i > 0; i--) {
        Predicate predicate =
            !predicates.isEmpty() && random.nextInt(4) == 0
                ? predicates.get(random.nextInt(predicates.size()))
                : world.predicate(random.nextInt(4));
        String owner = "o" + seed + "-" + round + "-" + i;
        predicates.add(predicate);
        owners.add(owner);
        index.add(predicate, owner);
      }
      for (int i = random.nextInt(25); i > 0 && !predicates.isEmpty(); i--) {
        int at = random.nextInt(predicates.size());
        index.remove(predicates.remove(at), owners.remove(at));
      }
      for (int i = 0; i < 10; i++) {
        EventView event = EventView.of(world.event(i));
        assertThat(found(index, event)).isEqualTo(asked(predicates, owners, event));
      }
      assertThat(index.size()).isLessThanOrEqualTo((int) predicates.stream().distinct().count());
    }
    for (int i = 0; i < predicates.size(); i++) {
      index.remove(predicates.get(i), owners.get(i));
    }
    assertThat(index.size()).isZero();
    assertThat(index.unindexed()).isZero();
    assertThat(index.expressions()).as("nothing is kept that nobody uses").isZero();
    assertThat(found(index, EventView.of(world.event(0)))).isEmpty();
  }

  private static Predicate severity(String value) {
    return Match.of(Operand.slot("severity"), ValueTest.equalTo(value, TextCase.EXACT));
  }

  private static Predicate number(int n) {
    return Match.of(Operand.slot("number"), ValueTest.equalTo("" + n, TextCase.EXACT));
  }

  @Test
  void ofAConjunctionTheRarestConditionLeadsToIt() {
    PredicateIndex<String> index = new PredicateIndex<>();
    for (int i = 0; i < 1_000; i++) {
      index.add(Predicate.allOf(severity("high"), number(i)), "o" + i);
    }

    EventView event = EventView.of(Events.xml("<Usage severity='high' number='7'/>"));
    assertThat(found(index, event)).containsExactly("o7");
    assertThat(index.evaluated()).isLessThan(10);
    assertThat(index.unindexed()).isZero();
  }

  @Test
  void whatItsKeyDecidesIsNotEvaluated() {
    PredicateIndex<String> index = new PredicateIndex<>();
    index.add(severity("high"), "one");
    index.add(Predicate.anyOf(severity("high"), number(7)), "either");

    assertThat(found(index, EventView.of(Events.xml("<Usage severity='high' number='7'/>"))))
        .containsExactly("either", "one");
    assertThat(index.evaluated()).isZero();
  }

  @Test
  void equalPartsAreOneExpression() {
    PredicateIndex<String> index = new PredicateIndex<>();
    index.add(Predicate.allOf(severity("high"), number(1)), "a");
    index.add(Predicate.allOf(number(1), severity("high")), "b");
    index.add(Predicate.anyOf(number(1), number(2)), "c");

    assertThat(index.size()).as("the order of operands does not matter").isEqualTo(2);
    assertThat(index.expressions()).isEqualTo(5);
  }

  @Test
  void whatNoKeyLeadsToIsEvaluatedAndCounted() {
    PredicateIndex<String> index = new PredicateIndex<>();
    index.add(Predicate.not(severity("high")), "not high");
    index.add(Predicate.TRUE, "all");
    index.add(Predicate.FALSE, "none");
    index.add(
        new Match(Operand.slot("severity"), ValueTest.equalTo("low", TextCase.EXACT), Truth.TRUE),
        "low or missing");

    assertThat(index.unindexed()).isEqualTo(2);
    assertThat(new TreeSet<>(found(index, EventView.of(Events.xml("<Usage/>")))))
        .containsExactly("all", "low or missing", "not high");
  }
}
