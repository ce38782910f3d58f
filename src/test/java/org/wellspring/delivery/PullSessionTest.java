package org.wellspring.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wellspring.testing.Events.numbered;
import static org.wellspring.testing.Events.range;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.DeliveryMode;
import org.wellspring.model.EndReason;
import org.wellspring.model.LogPosition;
import org.wellspring.model.Subscription;
import org.wellspring.model.SubscriptionId;
import org.wellspring.testing.Terms;

/** Events that a client collects. DSP0226 §10.2.9.5. */
final class PullSessionTest {
  private static final Duration WAIT = Duration.ofSeconds(30);

  private final Bench bench = new Bench();
  private final Subscription subscription =
      new Terms().mode(new DeliveryMode.Pull()).subscription("p", 0);

  private CompletableFuture<PullBatch> pull(long from, int max) {
    return pull(
        new PullRequest(
            new LogPosition(from), max, OptionalLong.empty(), OptionalLong.empty(), WAIT));
  }

  private CompletableFuture<PullBatch> pull(PullRequest request) {
    return bench.engine.pull(subscription.id(), request);
  }

  private static List<Long> positions(CompletableFuture<PullBatch> answer) {
    assertThat(answer).isCompleted();
    return answer.join().items().stream().map(item -> item.position().value()).toList();
  }

  private static void assertFault(CompletableFuture<?> answer, FaultCode code) {
    assertThat(answer).isCompletedExceptionally();
    ThrowingCallable get = answer::join;
    assertThatThrownBy(get)
        .cause()
        .isInstanceOfSatisfying(
            FaultException.class, fault -> assertThat(fault.code()).isEqualTo(code));
  }

  @Test
  void whatIsThereIsHandedOutAtOnce() {
    bench.publish(range(0, 4));
    bench.open(subscription);

    CompletableFuture<PullBatch> answer = pull(0, 3);

    assertThat(positions(answer)).containsExactly(0L, 1L, 2L);
    assertThat(answer.join().next()).isEqualTo(new LogPosition(3));
    assertThat(positions(pull(3, 3))).containsExactly(3L, 4L);
  }

  @Test
  void aPullWaitsAndReturnsAsSoonAsThereIsSomething() {
    bench.open(subscription);
    CompletableFuture<PullBatch> answer = pull(0, 10);
    bench.time.advance(Duration.ofSeconds(29));
    assertThat(answer).isNotDone();

    bench.publish(numbered(0));

    assertThat(positions(answer)).containsExactly(0L);
    assertThat(bench.time.armedBesides("checkpoint", "cursors")).isZero();
  }

  @Test
  void aPullComesBackEmptyAfterItsWait() {
    bench.open(subscription);
    CompletableFuture<PullBatch> answer = pull(0, 10);

    bench.time.advance(WAIT);

    assertThat(positions(answer)).isEmpty();
    assertThat(answer.join().next()).isEqualTo(new LogPosition(0));
  }

  @Test
  void aHeartbeatIntervalShortensTheWait() {
    Subscription beating =
        new Terms()
            .mode(new DeliveryMode.Pull())
            .heartbeat(Duration.ofSeconds(5))
            .subscription("p", 0);
    bench.open(beating);
    CompletableFuture<PullBatch> answer = pull(0, 10);

    bench.time.advance(Duration.ofSeconds(5));

    assertThat(answer).isCompleted();
  }

  /** The reply may have been lost on its way. */
  @Test
  void anOlderContextGivesTheSameEventsAgain() {
    bench.publish(range(0, 9));
    bench.open(subscription);
    List<Long> first = positions(pull(0, 4));
    List<Long> second = positions(pull(4, 4));

    assertThat(positions(pull(0, 4))).isEqualTo(first);
    assertThat(positions(pull(4, 4))).isEqualTo(second);
    assertThat(positions(pull(8, 4))).containsExactly(8L, 9L);
  }

  @Test
  void moreThanTheQueueHoldsIsStillCollectedInOrder() {
    bench.open(subscription);
    bench.publish(range(0, 49)); // the queue holds 8

    long from = 0;
    for (long expected = 0; expected < 50; ) {
      CompletableFuture<PullBatch> answer = pull(from, 7);
      for (long position : positions(answer)) {
        assertThat(position).isEqualTo(expected++);
      }
      from = answer.join().next().value();
    }

    assertThat(pull(from, 7)).isNotDone();
  }

  @Test
  void aSecondPullWhileOneWaitsIsRefused() {
    bench.open(subscription);
    CompletableFuture<PullBatch> first = pull(0, 10);

    assertFault(pull(0, 10), FaultCode.CONCURRENCY);

    bench.publish(numbered(0));
    assertThat(positions(first)).containsExactly(0L);
  }

  @Test
  void aContextFromTheFutureIsRefused() {
    bench.open(subscription);
    bench.publish(range(0, 4));

    assertFault(pull(6, 10), FaultCode.INVALID_ENUMERATION_CONTEXT);

    assertThat(pull(5, 10)).isNotDone(); // the head itself may be waited at
  }

  @Test
  void aContextFromBeforeTheSubscriptionIsRefused() {
    bench.publish(range(0, 4));
    bench.open(new Terms().mode(new DeliveryMode.Pull()).subscription("p", 3));

    assertFault(pull(2, 10), FaultCode.INVALID_ENUMERATION_CONTEXT);

    assertThat(positions(pull(3, 10))).containsExactly(3L, 4L);
  }

  @Test
  void unknownAndPushedSubscriptionsCannotBePulled() {
    bench.open(new Terms().subscription("pushed", 0));

    for (String id : List.of("never-made", "pushed")) {
      assertFault(
          bench.engine.pull(
              new SubscriptionId(id),
              new PullRequest(
                  LogPosition.START, 1, OptionalLong.empty(), OptionalLong.empty(), WAIT)),
          FaultCode.INVALID_ENUMERATION_CONTEXT);
    }
  }

  @Test
  void theEndCompletesAWaitingPull() {
    bench.open(subscription);
    CompletableFuture<PullBatch> answer = pull(0, 10);

    bench.engine.closed(subscription, EndReason.EXPIRED, "");

    assertFault(answer, FaultCode.INVALID_ENUMERATION_CONTEXT);
    assertFault(pull(0, 10), FaultCode.INVALID_ENUMERATION_CONTEXT);
    assertThat(bench.time.armedBesides("checkpoint", "cursors")).isZero();
  }

  @Test
  void whatRetentionCutOffIsReportedOnceWithItsCount() {
    Bench small = new Bench(10, Bench.CONFIG, 0);
    small.publish(range(0, 29)); // 20 is the oldest kept
    small.open(subscription);

    PullBatch batch =
        small
            .engine
            .pull(
                subscription.id(),
                new PullRequest(
                    new LogPosition(5), 3, OptionalLong.empty(), OptionalLong.empty(), WAIT))
            .join();

    assertThat(batch.items()).hasSize(3);
    assertThat(batch.items().get(0)).isEqualTo(new Item.Dropped(15, new LogPosition(19)));
    assertThat(batch.items().get(1).position()).isEqualTo(new LogPosition(20));
    assertThat(batch.next()).isEqualTo(new LogPosition(22));
  }

  @Test
  void anEventThatDoesNotFitTheReplyIsAFaultAndStaysToBeCollected() {
    bench.publish(numbered(0));
    bench.open(subscription);

    assertFault(
        pull(
            new PullRequest(LogPosition.START, 5, OptionalLong.empty(), OptionalLong.of(10), WAIT)),
        FaultCode.REPLY_TOO_LARGE);

    assertThat(positions(pull(0, 5))).containsExactly(0L);
  }

  @Test
  void maxCharactersNeverKeepsTheFirstEventBack() {
    bench.publish(range(0, 1));
    bench.open(subscription);

    assertThat(
            positions(
                pull(
                    new PullRequest(
                        LogPosition.START, 5, OptionalLong.of(10), OptionalLong.empty(), WAIT))))
        .containsExactly(0L);
  }
}
