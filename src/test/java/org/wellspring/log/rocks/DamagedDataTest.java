package org.wellspring.log.rocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wellspring.testing.Events.range;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wellspring.log.EventLog;
import org.wellspring.log.LogUnavailable;
import org.wellspring.model.Bytes;
import org.wellspring.model.Event;
import org.wellspring.model.LogPosition;
import org.wellspring.model.LogRecord;
import org.wellspring.testing.Events;
import org.wellspring.testing.VirtualTime;

/** A disk that lied is found out: wrong data is never handed out, lost data never passed over. */
final class DamagedDataTest {
  private static final int BATCHES = 40;
  private static final int STATE = 20;
  private static final RocksSettings SETTINGS = RocksSettings.DEFAULTS.withReserve(0);

  @TempDir Path temp;

  static LongStream seeds() {
    return LongStream.range(0, 25);
  }

  private enum End {
    /** As after a crash: all is in the write-ahead log. */
    CRASHED,
    /** All is in files. */
    CLOSED
  }

  private Path written(End end) {
    Path data = temp.resolve("data");
    StorageFixture fixture = fixture(data);
    RocksStorage storage = fixture.open();
    for (int n = 0; n < BATCHES; n++) {
      storage.eventLog().append(range(10 * n, 10 * n + 9)).join();
    }
    for (int n = 0; n < STATE; n++) {
      storage.stateStore().put("s/" + n, Bytes.utf8("value " + n)).join();
    }
    if (end == End.CRASHED) {
      fixture.crash();
    } else {
      fixture.close();
    }
    return data;
  }

  private static StorageFixture fixture(Path data) {
    return new StorageFixture(data, SETTINGS, new VirtualTime());
  }

  private static List<Event> readAll(EventLog log) {
    List<Event> events = new ArrayList<>();
    while (events.size() < log.head().value()) {
      List<LogRecord> records = log.read(new LogPosition(events.size()), 100);
      for (LogRecord record : records) {
        assertThat(record.position().value()).isEqualTo(events.size());
        events.add(record.event());
      }
    }
    return events;
  }

  /** All that was acknowledged, or a refusal that says what to do. */
  private static boolean isWholeOrRefused(Path data) {
    try (StorageFixture fixture = fixture(data)) {
      RocksStorage storage = fixture.tryOpen();
      assertThat(readAll(storage.eventLog())).isEqualTo(range(0, 10 * BATCHES - 1));
      Map<String, Bytes> state = storage.stateStore().load("s/");
      assertThat(state).hasSize(STATE);
      state.forEach(
          (key, value) -> assertThat(value.utf8()).isEqualTo("value " + key.substring(2)));
      return true;
    } catch (StorageProblem e) {
      assertThat(e).hasMessageContaining("Restore the directory from a backup");
      return false;
    } catch (LogUnavailable e) {
      assertThat(e).hasMessageContaining("damaged").hasMessageContaining("backup");
      return false;
    } catch (IOException e) {
      throw new AssertionError("not a message for an operator", e);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aWriteAheadLogThatWasCutIsRefused(long seed) throws IOException {
    Path data = written(End.CRASHED);
    List<Path> logs = LogCorrupter.files(data, ".log");
    new LogCorrupter(seed).cut(logs.get(logs.size() - 1));

    assertThat(isWholeOrRefused(data)).isFalse();
    assertThat(isWholeOrRefused(data)).as("and again").isFalse();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void flippedBitsInTheWriteAheadLogAreFound(long seed) throws IOException {
    Path data = written(End.CRASHED);
    List<Path> logs = LogCorrupter.files(data, ".log");
    new LogCorrupter(seed).flip(logs.get(logs.size() - 1), 1 + (int) (seed % 5));

    assertThat(isWholeOrRefused(data)).isFalse();
  }

  /** Bits in the padding or in unused parts may go unnoticed, but then nothing is wrong. */
  @ParameterizedTest
  @MethodSource("seeds")
  void flippedBitsInFilesNeverGiveWrongData(long seed) throws IOException {
    Path data = written(End.CLOSED);
    LogCorrupter corrupter = new LogCorrupter(seed);
    corrupter.flip(corrupter.pick(LogCorrupter.files(data, ".sst")), 1 + (int) (seed % 5));

    boolean whole = isWholeOrRefused(data); // has checked what there is to check

    assertThat(isWholeOrRefused(data)).as("and again").isEqualTo(whole);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void cutFilesAreRefused(long seed) throws IOException {
    Path data = written(End.CLOSED);
    LogCorrupter corrupter = new LogCorrupter(seed);
    corrupter.cut(corrupter.pick(LogCorrupter.files(data, ".sst")));

    assertThat(isWholeOrRefused(data)).isFalse();
  }

  /** What a power cut leaves: the last write is torn, nobody was answered, the mark is behind. */
  @ParameterizedTest
  @MethodSource("seeds")
  void aTornLastWriteThatNobodyWasToldOfIsDropped(long seed) throws IOException {
    Path data = temp.resolve("data");
    StorageFixture fixture = fixture(data);
    fixture.open().eventLog().append(range(0, 9)).join();
    byte[] markBefore = Files.readAllBytes(data.resolve("wellspring-synced"));
    Path log = LogCorrupter.files(data, ".log").get(0);
    long acknowledged = Files.size(log);
    fixture.storage().eventLog().append(range(10, 29)).join();
    fixture.crash();
    Files.write(data.resolve("wellspring-synced"), markBefore);
    tear(log, acknowledged, seed);

    try (StorageFixture again = fixture(data)) {
      EventLog opened = again.open().eventLog();
      assertThat(readAll(opened)).isEqualTo(range(0, 9));
      assertThat(opened.append(range(100, 100)).join()).isEqualTo(new LogPosition(10));
    }
  }

  private static void tear(Path log, long from, long seed) throws IOException {
    byte[] all = Files.readAllBytes(log);
    int keep = (int) (from + seed * (all.length - from) / 26);
    if (seed % 2 == 0) {
      Files.write(log, Arrays.copyOf(all, keep));
    } else { // its length is there, its content is not
      Arrays.fill(all, keep, all.length, (byte) 0);
      Files.write(log, all);
    }
  }

  @Test
  void controlWithoutDamageAllIsThere() {
    assertThat(isWholeOrRefused(written(End.CRASHED))).isTrue();
    assertThat(isWholeOrRefused(temp.resolve("data"))).isTrue();
  }

  @Test
  void whoAcceptsTheLossGoesOnAtPositionsThatWereNeverGivenOut() throws IOException {
    Path data = written(End.CRASHED);
    List<Path> logs = LogCorrupter.files(data, ".log");
    new LogCorrupter(7).cut(logs.get(logs.size() - 1));
    assertThatThrownBy(() -> fixture(data).tryOpen())
        .hasMessageContaining("not complete")
        .hasMessageContaining("event positions up to 400")
        .hasMessageContaining("delete " + data.resolve("wellspring-synced"));

    Files.delete(data.resolve("wellspring-synced"));

    List<Event> kept;
    LogPosition next;
    try (StorageFixture fixture = fixture(data)) {
      EventLog log = fixture.open().eventLog();
      kept = events(log.read(LogPosition.START, 1000));
      next = log.append(range(1000, 1000)).join();
    }
    assertThat(kept).isEqualTo(range(0, kept.size() - 1)).hasSizeLessThan(10 * BATCHES);
    assertThat(next.value()).isGreaterThan(10 * BATCHES);
    try (StorageFixture fixture = fixture(data)) {
      EventLog log = fixture.open().eventLog();
      assertThat(log.append(range(1001, 1001)).join()).isEqualTo(next.next());
      List<LogRecord> found = log.read(new LogPosition(kept.size()), 1000);
      assertThat(events(found)).isEqualTo(range(1000, 1001));
      assertThat(found.get(0).position()).isEqualTo(next);
    }
  }

  private static List<Event> events(List<LogRecord> records) {
    return records.stream().map(LogRecord::event).toList();
  }

  @Test
  void aDamagedMarkIsRefused() throws IOException {
    Path data = written(End.CLOSED);
    new LogCorrupter(1).flip(data.resolve("wellspring-synced"), 1);

    assertThatThrownBy(() -> fixture(data).tryOpen())
        .isInstanceOf(StorageProblem.class)
        .hasMessageContaining("wellspring-synced is damaged");
  }

  @Test
  void anEventUnderAnotherKeyIsDamaged() {
    byte[] key = EventRecord.key(5);
    byte[] value = EventRecord.encode(Events.numbered(5));
    EventRecord.stamp(key, value, 0, 0);

    assertThat(EventRecord.decode(key, value)).isEqualTo(Events.numbered(5));
    assertThatThrownBy(() -> EventRecord.decode(EventRecord.key(6), value))
        .isInstanceOf(DamagedRecord.class)
        .hasMessageContaining("position 6");
  }

  @Test
  void anyFlippedBitOfAnEventIsFound() {
    byte[] key = EventRecord.key(5);
    byte[] value = EventRecord.encode(Events.sized(5, Events.SOUTH, "ä"));
    EventRecord.stamp(key, value, 1234, 99);
    for (int bit = 0; bit < value.length * 8; bit++) {
      byte[] damaged = value.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThatThrownBy(() -> EventRecord.decode(key, damaged)).isInstanceOf(DamagedRecord.class);
    }
  }
}
