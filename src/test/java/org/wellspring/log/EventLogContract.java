package org.wellspring.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wellspring.testing.Events.numbered;
import static org.wellspring.testing.Events.range;
import static org.wellspring.testing.Events.sized;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.wellspring.model.LogPosition;
import org.wellspring.model.LogRecord;
import org.wellspring.testing.Events;
import org.wellspring.testing.VirtualTime;

/** What every event log keeps to. */
interface EventLogContract {
  /**
   * Opens an empty log.
   *
   * @param events most events kept
   * @param octets most octets of event bodies kept
   * @param age oldest event kept
   */
  EventLog open(int events, long octets, Duration age, VirtualTime time);

  private EventLog open() {
    return open(1_000_000, Long.MAX_VALUE, Duration.ofDays(1), new VirtualTime());
  }

  private static List<Long> positions(List<LogRecord> records) {
    return records.stream().map(record -> record.position().value()).toList();
  }

  private static List<String> ids(List<LogRecord> records) {
    return records.stream().map(record -> record.event().id()).toList();
  }

  private static LogPosition at(long position) {
    return new LogPosition(position);
  }

  @Test
  default void aNewLogIsEmpty() {
    EventLog log = open();

    assertThat(log.tail()).isEqualTo(LogPosition.START);
    assertThat(log.head()).isEqualTo(LogPosition.START);
    assertThat(log.read(LogPosition.START, 10)).isEmpty();
  }

  @Test
  default void whatIsAppendedIsReadInOrder() {
    EventLog log = open();

    assertThat(log.append(range(0, 2)).join()).isEqualTo(at(2));
    assertThat(log.append(List.of(numbered(3))).join()).isEqualTo(at(3));

    List<LogRecord> records = log.read(LogPosition.START, 10);
    assertThat(positions(records)).containsExactly(0L, 1L, 2L, 3L);
    assertThat(ids(records)).containsExactly("event-0", "event-1", "event-2", "event-3");
    assertThat(log.head()).isEqualTo(at(4));
  }

  @Test
  default void anEventComesBackAsItWas() {
    EventLog log = open();
    log.append(List.of(sized(7, Events.SOUTH, "ümläut <&> 𝄞"))).join();

    LogRecord read = log.read(LogPosition.START, 1).get(0);

    assertThat(read.event().source()).isEqualTo(Events.FOUNTAINS);
    assertThat(read.event().selectors()).isEqualTo(Events.SOUTH);
    assertThat(read.event().action()).isEqualTo("urn:fountain/Usage");
    assertThat(read.event().time()).isEqualTo(VirtualTime.START);
    assertThat(read.event().body().text()).isEqualTo("ümläut <&> 𝄞");
    assertThat(read.event().xml().utf8()).isEqualTo(read.event().body().toString());
  }

  @Test
  default void readingBeginsAnywhereAndIsBounded() {
    EventLog log = open();
    log.append(range(0, 9)).join();

    assertThat(positions(log.read(at(4), 3))).containsExactly(4L, 5L, 6L);
    assertThat(positions(log.read(at(8), 100))).containsExactly(8L, 9L);
    assertThat(log.read(at(10), 100)).isEmpty();
    assertThat(log.read(at(4_000_000_000L), Integer.MAX_VALUE)).isEmpty();
  }

  @Test
  default void nothingCannotBeAppended() {
    EventLog log = open();

    assertThatThrownBy(() -> log.append(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  default void theOldestGoWhenThereAreTooMany() {
    EventLog log = open(5, Long.MAX_VALUE, Duration.ofDays(1), new VirtualTime());
    log.append(range(0, 7)).join();

    assertThat(log.tail()).isEqualTo(at(3));
    assertThat(log.head()).isEqualTo(at(8));
    assertThat(positions(log.read(at(3), 10))).containsExactly(3L, 4L, 5L, 6L, 7L);
  }

  @Test
  default void readingFromBeforeTheTailBeginsAtTheTail() {
    EventLog log = open(5, Long.MAX_VALUE, Duration.ofDays(1), new VirtualTime());
    log.append(range(0, 7)).join();

    assertThat(positions(log.read(LogPosition.START, 2))).containsExactly(3L, 4L);
  }

  @Test
  default void theOldestGoWhenTheyTakeTooManyOctets() {
    long one = numbered(0).xml().length();
    EventLog log = open(1_000, 3 * one, Duration.ofDays(1), new VirtualTime());

    log.append(range(0, 2)).join();
    assertThat(log.tail()).isEqualTo(at(0));
    log.append(range(3, 3)).join();

    assertThat(log.tail()).isEqualTo(at(1));
  }

  @Test
  default void anEventLargerThanTheLogIsStillThereToBeRead() {
    EventLog log = open(1_000, 100, Duration.ofDays(1), new VirtualTime());
    log.append(range(0, 1)).join();

    log.append(List.of(sized(2, Events.NORTH, "x".repeat(500)))).join();

    assertThat(positions(log.read(LogPosition.START, 10))).containsExactly(2L);
  }

  @Test
  default void theOldestGoWhenTheyAreTooOld() {
    VirtualTime time = new VirtualTime();
    EventLog log = open(1_000, Long.MAX_VALUE, Duration.ofMinutes(10), time);
    log.append(range(0, 1)).join();
    time.advance(Duration.ofMinutes(6));
    log.append(range(2, 3)).join();
    time.advance(Duration.ofMinutes(5));
    log.append(range(4, 4)).join();

    assertThat(positions(log.read(LogPosition.START, 10))).containsExactly(2L, 3L, 4L);
  }

  @Test
  default void positionsSurviveTrimming() {
    EventLog log = open(3, Long.MAX_VALUE, Duration.ofDays(1), new VirtualTime());
    for (int n = 0; n < 5_000; n++) {
      assertThat(log.append(List.of(numbered(n))).join()).isEqualTo(at(n));
      LogRecord newest = log.read(at(n), 1).get(0);
      assertThat(newest.event().id()).isEqualTo("event-" + n);
    }

    assertThat(positions(log.read(LogPosition.START, 10))).containsExactly(4997L, 4998L, 4999L);
  }

  @Test
  default void aLogMadeAnewHasAnotherIdentity() {
    EventLog log = open();

    assertThat(log.identity()).isNotEmpty().isEqualTo(log.identity());
    assertThat(open().identity()).isNotEqualTo(log.identity());
  }

  @Test
  default void aHintComesWhenThereIsSomethingToRead() {
    EventLog log = open();
    AtomicInteger seen = new AtomicInteger();
    log.onAppend(() -> seen.set(log.read(LogPosition.START, 10).size()));

    log.append(range(0, 2)).join();

    assertThat(seen).hasValue(3);
  }

  @Test
  default void concurrentAppendersKeepTheirUnitsWhole() throws Exception {
    EventLog log = open();
    int writers = 4;
    int units = 200;
    CyclicBarrier together = new CyclicBarrier(writers);
    ExecutorService pool = Executors.newFixedThreadPool(writers);
    try {
      List<CompletableFuture<Void>> done = new ArrayList<>();
      for (int w = 0; w < writers; w++) {
        int first = w * 1_000_000;
        done.add(
            CompletableFuture.runAsync(
                () -> {
                  await(together);
                  for (int u = 0; u < units; u++) {
                    log.append(range(first + 3 * u, first + 3 * u + 2)).join();
                  }
                },
                pool));
      }
      CompletableFuture.allOf(done.toArray(CompletableFuture<?>[]::new)).get(30, TimeUnit.SECONDS);
    } finally {
      pool.shutdownNow();
    }

    List<LogRecord> records = log.read(LogPosition.START, Integer.MAX_VALUE);
    assertThat(records).hasSize(writers * units * 3);
    Map<Integer, Integer> nextOfWriter = new HashMap<>();
    for (int i = 0; i < records.size(); i++) {
      assertThat(records.get(i).position()).isEqualTo(at(i));
      int number = Integer.parseInt(records.get(i).event().id().substring("event-".length()));
      int writer = number / 1_000_000;
      assertThat(number % 1_000_000).isEqualTo(nextOfWriter.merge(writer, 1, Integer::sum) - 1);
      if (number % 1_000_000 % 3 != 0) { // not the first of its unit: right behind its neighbour
        assertThat(records.get(i - 1).event().id()).isEqualTo("event-" + (number - 1));
      }
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
