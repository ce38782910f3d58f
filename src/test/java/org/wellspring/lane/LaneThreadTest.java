package org.wellspring.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class LaneThreadTest {
  private static final int TASKS = 20_000;

  /** Posted one by one as each is done, so that the owner sleeps and is woken again and again. */
  @Test
  void noTaskIsMissedByAnOwnerThatFallsAsleep() throws InterruptedException {
    try (LaneThread lane = new LaneThread("test", 1)) {
      AtomicLong lastDone = new AtomicLong();
      for (int i = 0; i < 2_000; i++) {
        CountDownLatch done = new CountDownLatch(1);
        int number = i;
        lane.post(
            () -> {
              lastDone.set(number);
              done.countDown();
            });
        assertThat(done.await(5, TimeUnit.SECONDS)).as("task " + i).isTrue();
      }
      assertThat(lastDone).hasValue(1_999);
    }
  }

  @Test
  void tasksOfOneThreadKeepTheirOrder() throws InterruptedException {
    try (LaneThread lane = new LaneThread("test", 1)) {
      List<Integer> done = new ArrayList<>();
      CountDownLatch last = new CountDownLatch(1);
      for (int i = 0; i < TASKS; i++) {
        int number = i;
        lane.post(() -> done.add(number));
      }
      lane.post(last::countDown);

      assertThat(last.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(done).hasSize(TASKS).isSorted();
    }
  }

  @Test
  void aFullQueueTakesNoOffersButWhatMustNotBeLost() throws InterruptedException {
    try (LaneThread lane = new LaneThread("test", 1)) {
      CountDownLatch busy = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      CountDownLatch posted = new CountDownLatch(1);
      lane.post(
          () -> {
            busy.countDown();
            awaitQuietly(go);
          });
      assertThat(busy.await(5, TimeUnit.SECONDS)).isTrue();

      assertThat(lane.offer(() -> {})).isTrue();
      assertThat(lane.offer(() -> {})).isFalse();
      lane.post(posted::countDown);
      go.countDown();

      assertThat(posted.await(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void closingWorksOffWhatIsQueued() {
    AtomicLong done = new AtomicLong();
    LaneThread lane = new LaneThread("test", 1);
    for (int i = 0; i < 100; i++) {
      lane.post(done::incrementAndGet);
    }

    lane.close();

    assertThat(done).hasValue(100);
  }

  @Test
  void aTaskThatFailsDoesNotStopTheLane() throws InterruptedException {
    try (LaneThread lane = new LaneThread("test", 1)) {
      CountDownLatch next = new CountDownLatch(1);
      lane.post(
          () -> {
            throw new IllegalStateException("on purpose");
          });
      lane.post(next::countDown);

      assertThat(next.await(5, TimeUnit.SECONDS)).isTrue();
      assertThatThrownBy(lane::assertOwner).isInstanceOf(IllegalStateException.class);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
