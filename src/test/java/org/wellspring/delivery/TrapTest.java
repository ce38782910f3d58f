package org.wellspring.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wellspring.testing.Events.numbered;
import static org.wellspring.testing.Events.range;
import static org.wellspring.testing.ScriptedSink.ACCEPT;
import static org.wellspring.testing.ScriptedSink.FAIL;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.wellspring.filter.Filter;
import org.wellspring.filter.Verdict;
import org.wellspring.model.Bytes;
import org.wellspring.model.DeliveryMode;
import org.wellspring.model.EndReason;
import org.wellspring.model.LogPosition;
import org.wellspring.model.MulticastGroup;
import org.wellspring.model.Subscription;
import org.wellspring.subscription.CursorRecords;
import org.wellspring.testing.Terms;

/** Leases that share a multicast group share one session. */
final class TrapTest {
  private static final MulticastGroup GROUP = new MulticastGroup("239.1.2.3", 7000, "events");

  private final Bench bench = new Bench();
  private final Subscription first = trap("first");
  private final Subscription second = trap("second");

  private static Subscription trap(String id) {
    return new Terms()
        .mode(new DeliveryMode.Trap())
        .heartbeat(Duration.ofSeconds(10))
        .subscription(id, 0)
        .withGroup(GROUP);
  }

  @Test
  void anEventIsSentOnceToAGroupHoweverManyHoldALease() {
    bench.open(first).open(second);

    bench.publish(numbered(0));

    assertThat(bench.texts()).containsExactly("0");
  }

  @Test
  void theGroupIsServedUntilItsLastLeaseEnds() {
    bench.open(first).open(second);

    bench.engine.closed(first, EndReason.EXPIRED, "");
    bench.publish(numbered(0));
    assertThat(bench.texts()).containsExactly("0");
    bench.engine.closed(second, EndReason.EXPIRED, "");
    bench.publish(numbered(1));

    assertThat(bench.texts()).containsExactly("0");
    assertThat(bench.time.armedBesides("checkpoint", "cursors")).isZero();
  }

  @Test
  void whatCouldNotBeSentIsNotTriedAgain() {
    bench.sink.script(ACCEPT, FAIL);
    bench.open(first);

    bench.publish(range(0, 2));

    assertThat(bench.texts()).containsExactly("0", "1", "2");
    assertThat(bench.ended).isEmpty();
  }

  @Test
  void aHeartbeatThatFailedIsFollowedByTheNextOne() {
    bench.sink.usually(FAIL);
    bench.open(first);

    bench.time.advance(Duration.ofSeconds(30));

    assertThat(bench.texts()).containsExactly("heartbeat", "heartbeat", "heartbeat");
  }

  /** All who share the group share the filter, so all are told. */
  @Test
  void aBrokenFilterEndsEveryLeaseOfTheGroup() {
    Filter broken = root -> Verdict.BROKEN;
    bench.open(first, broken).open(second, broken);

    bench.publish(range(0, 9));

    assertThat(bench.ended).hasSize(2);
    assertThat(bench.ended.get(0)).startsWith("first SOURCE_CANCELLING");
    assertThat(bench.ended.get(1)).startsWith("second SOURCE_CANCELLING");
  }

  /** So that whichever lease comes back after a stop goes on from there. */
  @Test
  void howFarTheGroupHasComeIsRecordedForEveryLease() {
    bench.open(first).open(second);
    bench.publish(range(0, 4));

    bench.time.advance(Duration.ofSeconds(2));

    Bytes five = CursorRecords.encode(new LogPosition(5));
    assertThat(bench.store.load(CursorRecords.key(first.id())).values()).containsExactly(five);
    assertThat(bench.store.load(CursorRecords.key(second.id())).values()).containsExactly(five);
  }
}
