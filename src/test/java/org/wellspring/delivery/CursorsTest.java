package org.wellspring.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wellspring.log.MemoryStateStore;
import org.wellspring.model.Bytes;
import org.wellspring.model.LogPosition;
import org.wellspring.model.SubscriptionId;
import org.wellspring.testing.FlakyStore;
import org.wellspring.testing.VirtualTime;

final class CursorsTest {
  private static final SubscriptionId ONE = new SubscriptionId("uuid:1");
  private static final SubscriptionId TWO = new SubscriptionId("uuid:2");

  private final VirtualTime time = new VirtualTime();
  private final MemoryStateStore store = new MemoryStateStore();
  private final Cursors cursors = new Cursors(store, time, Duration.ofSeconds(1));

  private static LogPosition at(long position) {
    return new LogPosition(position);
  }

  private Map<String, Bytes> records() {
    return store.load("cursor/");
  }

  @Test
  void manyMovesWithinTheIntervalAreOneRecordOfTheLast() {
    cursors.moved(ONE, at(5));
    cursors.moved(ONE, at(6));
    cursors.moved(TWO, at(9));
    assertThat(records()).isEmpty();

    time.advance(Duration.ofSeconds(1));

    assertThat(records())
        .containsOnly(
            Map.entry("cursor/uuid:1", Bytes.utf8("6")),
            Map.entry("cursor/uuid:2", Bytes.utf8("9")));
    assertThat(time.armed()).isZero();
  }

  @Test
  void theEndOfASubscriptionTakesItsRecordAwayEvenWhenItMovesOnceMore() {
    cursors.moved(ONE, at(5));
    time.advance(Duration.ofSeconds(1));

    cursors.ended(ONE);
    cursors.moved(ONE, at(6)); // a shard that had not yet heard of the end
    time.advance(Duration.ofSeconds(1));

    assertThat(records()).isEmpty();
  }

  @Test
  void anOrderlyStopDoesNotWaitForTheInterval() {
    cursors.moved(ONE, at(5));

    assertThat(cursors.flush()).isCompleted();

    assertThat(records()).containsOnlyKeys("cursor/uuid:1");
  }

  @Test
  void whatTheStoreDidNotTakeIsRecordedLaterUnlessSomethingNewerIs() {
    FlakyStore flaky = new FlakyStore();
    Cursors stubborn = new Cursors(flaky, time, Duration.ofSeconds(1));
    stubborn.moved(ONE, at(5));
    stubborn.moved(TWO, at(7));
    flaky.mood(FlakyStore.Mood.FAILS);
    time.advance(Duration.ofSeconds(1));
    stubborn.moved(TWO, at(8));
    time.advance(Duration.ofSeconds(1));

    flaky.mood(FlakyStore.Mood.WORKS);
    time.advance(Duration.ofSeconds(1));

    assertThat(flaky.load("cursor/"))
        .containsOnly(
            Map.entry("cursor/uuid:1", Bytes.utf8("5")),
            Map.entry("cursor/uuid:2", Bytes.utf8("8")));
    assertThat(time.armed()).isZero();
  }
}
