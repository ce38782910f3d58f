package org.wellspring.wbem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wellspring.cim.CimException;
import org.wellspring.cim.CimInstance;
import org.wellspring.cim.CimProperty;
import org.wellspring.cim.CimStatus;
import org.wellspring.cim.CimType;
import org.wellspring.cim.CimValue;
import org.wellspring.cim.InstancePath;

final class IndicationBookTest {
  private final BookWorld world = new BookWorld();

  private InstancePath destination() {
    return world.book().create(BookWorld.ANNA, BookWorld.destination("d")).join();
  }

  private InstancePath filter() {
    return world.book().create(BookWorld.ANNA, BookWorld.filter("f")).join();
  }

  private CimInstance subscription(CimProperty... more) {
    return BookWorld.subscription("CIM_IndicationSubscription", filter(), destination(), more);
  }

  private static CimStatus refusal(CompletableFuture<?> answer) {
    try {
      answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof CimException refused) {
        return refused.status();
      }
    }
    throw new AssertionError("it was not refused: " + answer);
  }

  private static CimProperty state(long value) {
    return CimProperty.of("SubscriptionState", CimType.UINT16, CimValue.of(value));
  }

  private void assertWhole() {
    List<IndicationTerms> working = world.working();
    List<Entry> enabled =
        world.book().all().stream().filter(e -> e.isSubscription() && e.isEnabled()).toList();
    assertThat(working)
        .as("each enabled subscription is worked for, once, and nothing else is")
        .extracting(IndicationTerms::subscription)
        .containsExactlyInAnyOrderElementsOf(
            enabled.stream().map(one -> one.path().canonical()).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void aCrashAtAnyWriteOfACreationLeavesItWholeOrNotThere(int writes) {
    CimInstance wanted = subscription();
    world.restart(writes);
    CompletableFuture<InstancePath> answer = world.book().create(BookWorld.ANNA, wanted);
    boolean answered = answer.isDone();

    world.restart();

    assertWhole();
    boolean there = world.book().all().stream().anyMatch(Entry::isSubscription);
    assertThat(there || !answered).as("what was answered is there").isTrue();
    CompletableFuture<InstancePath> again = world.book().create(BookWorld.ANNA, wanted);
    assertThat(there ? refusal(again) : again.join())
        .isEqualTo(there ? CimStatus.ALREADY_EXISTS : again.join());
    assertWhole();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void aCrashAtAnyWriteOfADeletionLeavesItWholeOrGone(int writes) {
    InstancePath path = world.book().create(BookWorld.ANNA, subscription()).join();
    world.restart(writes);
    boolean answered = world.book().delete(BookWorld.ANNA, path).isDone();

    world.restart();

    assertWhole();
    assertThat(world.book().find(path).isEmpty() || !answered).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void aCrashAtAnyWriteOfASwitchLeavesItOnOrOff(int writes) {
    InstancePath path = world.book().create(BookWorld.ANNA, subscription()).join();
    for (long state : List.of(4L, 2L)) {
      world.restart(writes);
      var unused = world.book().modify(BookWorld.ANNA, path, new BookChange(List.of(state(state))));

      world.restart();

      assertWhole();
    }
  }

  @Test
  void aSubscriptionToACollectionWorksForEachOfItsFilters() {
    InstancePath collection =
        world.book().all().stream()
            .filter(entry -> entry.isA("CIM_FilterCollection"))
            .findFirst()
            .orElseThrow()
            .path();

    world
        .book()
        .create(
            BookWorld.ANNA,
            BookWorld.subscription("CIM_FilterCollectionSubscription", collection, destination()))
        .join();

    assertThat(world.working())
        .extracting(terms -> terms.filter().name())
        .containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void nobodyChangesWhatBelongsToAnother() {
    InstancePath path = world.book().create(BookWorld.ANNA, subscription()).join();

    assertThat(refusal(world.book().delete(BookWorld.BERND, path)))
        .isEqualTo(CimStatus.ACCESS_DENIED);
    assertThat(
            refusal(world.book().modify(BookWorld.BERND, path, new BookChange(List.of(state(4))))))
        .isEqualTo(CimStatus.ACCESS_DENIED);
  }

  @Test
  void aDurationEndsItEvenIfItRanOutWhileTheServerWasDown() {
    CimProperty duration = CimProperty.of("SubscriptionDuration", CimType.UINT64, CimValue.of(60));
    InstancePath path = world.book().create(BookWorld.ANNA, subscription(duration)).join();
    world.time.advance(Duration.ofSeconds(59));
    assertThat(world.book().find(path)).isPresent();

    world.time.dropTimers();
    world.time.advance(Duration.ofSeconds(2));
    world.restart();
    world.time.advance(Duration.ZERO);

    assertThat(world.book().find(path)).isEmpty();
    assertWhole();
  }

  @Test
  void thereIsNoRoomBeyondTheLimit() {
    for (int i = 0; i < 20; i++) {
      world.book().create(BookWorld.ANNA, BookWorld.destination("n" + i)).join();
    }

    assertThat(refusal(world.book().create(BookWorld.ANNA, BookWorld.destination("more"))))
        .isEqualTo(CimStatus.SERVER_LIMITS_EXCEEDED);
  }

  @Test
  void aRepeatPolicyNeedsItsNumbers() {
    CimProperty policy = CimProperty.of("RepeatNotificationPolicy", CimType.UINT16, CimValue.of(3));

    assertThatThrownBy(() -> world.book().create(BookWorld.ANNA, subscription(policy)).join())
        .hasMessageContaining("RepeatNotificationInterval");
  }

  @Test
  void theTermsComeBackAsTheyWent() {
    world.book().create(BookWorld.ANNA, subscription()).join();
    IndicationTerms terms = world.working().get(0);

    assertThat(IndicationTerms.of(terms.toTerms())).isEqualTo(terms);
    assertThat(Optional.of(terms.address())).contains("http://127.0.0.1:5990");
  }
}
