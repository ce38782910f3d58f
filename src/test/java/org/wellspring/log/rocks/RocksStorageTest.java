package org.wellspring.log.rocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wellspring.testing.Events.numbered;
import static org.wellspring.testing.Events.range;
import static org.wellspring.testing.Events.sized;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wellspring.log.EventLog;
import org.wellspring.log.LogUnavailable;
import org.wellspring.log.StateStore;
import org.wellspring.model.Bytes;
import org.wellspring.model.Event;
import org.wellspring.model.LogPosition;
import org.wellspring.model.LogRecord;
import org.wellspring.testing.Events;
import org.wellspring.testing.VirtualTime;

/** Groups, bounds and failures of the storage as a whole. */
final class RocksStorageTest {
  private static final long MIB = 1 << 20;

  @TempDir Path temp;
  private final VirtualTime time = new VirtualTime();
  private final List<StorageFixture> fixtures = new ArrayList<>();

  private StorageFixture fixture(RocksSettings settings) {
    StorageFixture fixture = new StorageFixture(temp, settings, time);
    fixtures.add(fixture);
    return fixture;
  }

  private static RocksSettings keeping(long events, long octets) {
    return RocksSettings.DEFAULTS
        .withRetention(new Retention(events, octets, Duration.ofDays(1)))
        .withReserve(64 * MIB);
  }

  private static RocksSettings keepingAll() {
    return keeping(Integer.MAX_VALUE, Long.MAX_VALUE);
  }

  @AfterEach
  void close() {
    fixtures.forEach(StorageFixture::close);
  }

  private static LogPosition at(long position) {
    return new LogPosition(position);
  }

  @Test
  void anAppendedEventIsHandedOutAsTheSameObject() {
    EventLog log = fixture(keepingAll()).open().eventLog();
    Event event = numbered(7);

    log.append(List.of(event)).join();

    assertThat(log.read(at(0), 1).get(0).event()).isSameAs(event);
  }

  @Test
  void olderEventsAreReadBackWithoutASeam() {
    RocksSettings settings = keepingAll().withRecent(40 * RecentEvents.cost(numbered(1000)));
    EventLog log = fixture(settings).open().eventLog();
    List<Event> events = range(1000, 1099);
    log.append(events).join();

    List<Event> read = log.read(LogPosition.START, 1_000).stream().map(LogRecord::event).toList();

    assertThat(read).isEqualTo(events);
    assertThat(read.get(0)).isNotSameAs(events.get(0));
    assertThat(read.get(99)).isSameAs(events.get(99));
    for (int from = 0; from < 100; from++) {
      List<LogRecord> some = log.read(at(from), 3);
      assertThat(some).hasSize(Math.min(3, 100 - from));
      assertThat(some.get(0).event()).isEqualTo(events.get(from));
    }
  }

  @Test
  void aReadOfOldEventsIsBoundedInOctets() {
    StorageFixture fixture = fixture(keepingAll());
    fixture
        .open()
        .eventLog()
        .append(
            IntStream.range(0, 20)
                .mapToObj(n -> sized(n, Events.NORTH, "x".repeat(1_000_000)))
                .toList())
        .join();
    fixture.close();
    EventLog log = fixture.open().eventLog();

    List<LogRecord> read = log.read(at(0), 20);

    assertThat(read).hasSizeBetween(1, 6);
    assertThat(log.read(at(read.size()), 20)).isNotEmpty();
  }

  /** A flush that is held makes the others come together. */
  @Test
  void publishersWhoComeDuringAFlushShareTheNextOne() throws Exception {
    StorageFixture fixture = fixture(keepingAll());
    EventLog log = fixture.open().eventLog();
    CountDownLatch held = fixture.disk().hold();
    long before = fixture.disk().flushes();
    CompletableFuture<LogPosition> first = log.append(range(0, 0));
    fixture.disk().awaitHeld();

    List<CompletableFuture<LogPosition>> others =
        IntStream.range(1, 65).mapToObj(n -> log.append(List.of(numbered(n)))).toList();

    assertThat(first).isNotDone();
    assertThat(others).noneMatch(CompletableFuture::isDone);
    assertThat(log.head()).as("what is not flushed is not shown").isEqualTo(at(0));
    assertThat(log.read(at(0), 10)).isEmpty();
    held.countDown();
    CompletableFuture.allOf(others.toArray(CompletableFuture<?>[]::new)).get(10, TimeUnit.SECONDS);
    assertThat(fixture.disk().flushes() - before).isEqualTo(2);
    assertThat(log.read(at(0), 100)).hasSize(65);
  }

  @Test
  void manyThreadsShareFlushes() throws Exception {
    StorageFixture fixture = fixture(keepingAll());
    EventLog log = fixture.open().eventLog();
    long before = fixture.disk().flushes();
    int threads = 64;
    int each = 20;
    List<Thread> publishers =
        IntStream.range(0, threads)
            .mapToObj(
                n ->
                    new Thread(
                        () -> {
                          for (int i = 0; i < each; i++) {
                            log.append(List.of(numbered(n * each + i))).join();
                          }
                        }))
            .toList();

    publishers.forEach(Thread::start);
    for (Thread publisher : publishers) {
      publisher.join();
    }

    assertThat(log.head()).isEqualTo(at(threads * each));
    assertThat(fixture.disk().flushes() - before).isLessThan(threads * each / 2);
  }

  @Test
  void whoComesWhenTheQueueIsFullIsToldSo() throws Exception {
    StorageFixture fixture = fixture(keepingAll());
    RocksStorage storage = fixture.open();
    EventLog log = storage.eventLog();
    CountDownLatch held = fixture.disk().hold();
    CompletableFuture<LogPosition> first = log.append(range(0, 0));
    fixture.disk().awaitHeld();

    CompletableFuture<LogPosition> large = log.append(range(1, 4096));
    CompletableFuture<LogPosition> tooMuch = log.append(range(5000, 5000));
    CompletableFuture<Void> state = storage.stateStore().put("k", Bytes.EMPTY);

    assertThat(storage.depth()).isEqualTo(4096);
    assertThatThrownBy(tooMuch::join)
        .hasCauseInstanceOf(LogUnavailable.class)
        .hasMessageContaining("4096 events")
        .hasMessageContaining("waiting to be written");
    held.countDown();
    first.join();
    state.join();
    assertThat(large.join()).isEqualTo(at(4096));
    assertThat(log.append(range(5000, 5000)).join()).as("room again").isEqualTo(at(4097));
  }

  @Test
  void aFailedFlushIsNeverRetriedAndNothingIsAcknowledgedAfterIt() {
    StorageFixture fixture = fixture(keepingAll());
    RocksStorage storage = fixture.open();
    EventLog log = storage.eventLog();
    StateStore store = storage.stateStore();
    log.append(range(0, 1)).join();
    fixture.disk().failNext();

    assertRefused(log.append(range(2, 3)), "No luck today");
    long flushes = fixture.disk().flushes();
    assertRefused(log.append(range(2, 3)), "until the server is started again");
    assertRefused(store.put("k", Bytes.EMPTY), "until the server is started again");
    assertRefused(store.delete("k"), "until the server is started again");

    assertThat(fixture.disk().flushes()).isEqualTo(flushes);
    assertThat(fixture.fatal()).hasSize(1);
    assertThat(log.head()).isEqualTo(at(2));
    assertThat(log.read(at(0), 10)).hasSize(2);
    fixture.close();
    assertThat(fixture.open().eventLog().append(range(9, 9)).join()).isEqualTo(at(2));
  }

  private static void assertRefused(CompletableFuture<?> answer, String message) {
    assertThatThrownBy(answer::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(LogUnavailable.class)
        .hasMessageContaining(message);
  }

  @Test
  void aFullDiskRefusesEventsUntilThereIsRoomAgain() {
    StorageFixture fixture = fixture(keepingAll());
    RocksStorage storage = fixture.open();
    EventLog log = storage.eventLog();
    log.append(range(0, 0)).join();
    fixture.disk().free(63 * MIB);

    assertRefused(log.append(range(1, 1)), "the disk is full");
    storage.stateStore().put("an unsubscribe still goes through", Bytes.EMPTY).join();
    fixture.disk().free(200 * MIB);

    assertThat(log.append(range(1, 1)).join()).isEqualTo(at(1));
    assertThat(fixture.fatal()).isEmpty();
  }

  @Test
  void whatWasDroppedGivesItsDiskSpaceBack() throws IOException {
    long kept = 4 * MIB;
    StorageFixture fixture = fixture(keeping(Integer.MAX_VALUE, kept).withMemtable(MIB));
    EventLog log = fixture.open().eventLog();
    long written = 0;
    for (int n = 0; written < 40 * MIB; n++) {
      List<Event> batch = noise(100 * n);
      log.append(batch).join();
      written += batch.stream().mapToLong(event -> event.xml().length()).sum();
    }
    long tail = log.tail().value();
    fixture.close();

    assertThat(tail).isPositive();
    assertThat(octetsOfFiles()).isLessThan(kept + 8 * MIB);
    EventLog again = fixture.open().eventLog();
    assertThat(again.tail()).isEqualTo(at(tail));
    assertThat(again.read(at(0), 1).get(0).position()).isEqualTo(at(tail));
  }

  /** Events that do not compress. */
  private static List<Event> noise(int first) {
    SplittableRandom random = new SplittableRandom(first);
    return IntStream.range(first, first + 100)
        .mapToObj(
            n -> {
              StringBuilder text = new StringBuilder();
              random
                  .ints(1000, 'A', 'z')
                  .filter(Character::isLetter)
                  .forEach(c -> text.append((char) c));
              return sized(n, Events.NORTH, text.toString());
            })
        .toList();
  }

  private long octetsOfFiles() throws IOException {
    long octets = 0;
    try (Stream<Path> files = Files.list(temp.resolve("db"))) {
      for (Path file : files.toList()) {
        octets += Files.size(file);
      }
    }
    return octets;
  }

  @Test
  void whatIsTooOldGoesWithoutAnythingBeingAppended() {
    StorageFixture fixture =
        fixture(
            RocksSettings.DEFAULTS.withRetention(
                new Retention(1000, Long.MAX_VALUE, Duration.ofMinutes(10))));
    RocksStorage storage = fixture.open();
    storage.eventLog().append(range(0, 9)).join();

    time.advance(Duration.ofMinutes(12));
    storage.stateStore().put("behind the timer's task", Bytes.EMPTY).join();

    assertThat(storage.eventLog().tail()).isEqualTo(at(9));
    assertThat(storage.octets()).isEqualTo(numbered(9).xml().length());
  }

  /** Every retention at every fill, against counting by hand. */
  @Test
  void theTailIsExact() {
    int most = 37;
    StorageFixture fixture = fixture(keeping(most, 3_000));
    EventLog log = fixture.open().eventLog();
    List<Event> all = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 200; round++) {
      List<Event> batch = new ArrayList<>();
      for (int n = 1 + random.nextInt(60); n > 0; n--) {
        batch.add(sized(n, Events.NORTH, "x".repeat(random.nextInt(200))));
      }
      log.append(batch).join();
      all.addAll(batch);
      assertThat(log.tail()).as("round %s", round).isEqualTo(at(expectedTail(all, most, 3_000)));
    }
  }

  private static long expectedTail(List<Event> all, int events, long octets) {
    int tail = all.size() - 1;
    long sum = all.get(tail).xml().length();
    while (tail > 0
        && all.size() - tail < events
        && sum + all.get(tail - 1).xml().length() <= octets) {
      tail--;
      sum += all.get(tail).xml().length();
    }
    return tail;
  }

  @Test
  void whatComesAfterClosingIsRefused() {
    StorageFixture fixture = fixture(keepingAll());
    RocksStorage storage = fixture.open();
    storage.eventLog().append(range(0, 0)).join();

    fixture.close();

    assertRefused(storage.eventLog().append(range(1, 1)), "closed");
    assertRefused(storage.stateStore().put("k", Bytes.EMPTY), "closed");
    assertThatThrownBy(() -> storage.stateStore().load("")).isInstanceOf(LogUnavailable.class);
    assertThat(time.armed()).isZero();
  }

  @Test
  void closingWritesWhatWaits() throws Exception {
    StorageFixture fixture = fixture(keepingAll());
    EventLog log = fixture.open().eventLog();
    List<CompletableFuture<LogPosition>> answers =
        IntStream.range(0, 100).mapToObj(n -> log.append(range(n, n))).toList();

    fixture.close();

    CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new)).get(1, TimeUnit.SECONDS);
    assertThat(fixture.open().eventLog().head()).isEqualTo(at(100));
  }

  @Test
  void aMillionEventsAreOpenedInTwoSeconds() {
    StorageFixture fixture = fixture(keepingAll());
    EventLog log = fixture.open().eventLog();
    CompletableFuture<LogPosition> last = log.append(range(0, 0));
    for (int first = 1; first < 1_000_000; first += 2000) {
      CompletableFuture<LogPosition> next =
          log.append(range(first, Math.min(999_999, first + 1999)));
      last.join();
      last = next;
    }
    last.join();
    fixture.crash();

    CompletableFuture<EventLog> opened =
        CompletableFuture.supplyAsync(() -> fixture.open().eventLog());

    assertThat(opened).succeedsWithin(Duration.ofSeconds(2));
    EventLog again = opened.join();
    assertThat(again.head()).isEqualTo(at(1_000_000));
    assertThat(again.read(at(999_990), 100)).hasSize(10);
    assertThat(again.read(at(500_000), 1).get(0).event()).isEqualTo(numbered(500_000));
  }
}
