package org.wellspring.log.rocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wellspring.log.EventLog;
import org.wellspring.model.Bytes;
import org.wellspring.model.LogPosition;
import org.wellspring.model.LogRecord;
import org.wellspring.testing.VirtualTime;

/**
 * Processes that end in the middle of concurrent writes, by {@code kill -9} or for want of room.
 */
final class KilledProcessIT {
  private static final Retention ALL =
      new Retention(Integer.MAX_VALUE, Long.MAX_VALUE, Duration.ofDays(3650));
  private static final int ROUNDS = 10;

  /** Octets of a memtable, so that files are written all the time. */
  private static final String SMALL = "1048576";

  private static final long SEED = 20_261_125;

  @TempDir Path temp;

  /**
   * One acknowledged batch.
   *
   * @param last its last position
   * @param number of its last event
   * @param count how many events
   */
  private record Acknowledged(long last, int number, int count) {}

  @Test
  void everythingThatWasAcknowledgedIsThereInOrderAndNothingElseMoved() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    Path data = temp.resolve("data");
    List<String> ids = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      List<Acknowledged> batches = new ArrayList<>();
      Map<String, Integer> cursors = new HashMap<>();
      run(data, 1 + random.nextInt(4000), batches, cursors);

      List<String> found = check(data, batches, cursors);
      assertThat(found.subList(0, ids.size())).as("what was there before").isEqualTo(ids);
      ids = found;
    }
  }

  /** The write-ahead log reaches a size that the system refuses to go beyond. */
  @Test
  void aWriteThatTheSystemRefusesStopsTheLogAndLosesNothing() throws Exception {
    assumeThat(Path.of("/bin/sh")).exists();
    Path data = temp.resolve("data");
    Process writer =
        ChildProcess.startWithFileLimit(
            40_960, temp.resolve("lib"), WritingProcess.class, data.toString(), "67108864");
    List<Acknowledged> batches = new ArrayList<>();
    Map<String, Integer> cursors = new HashMap<>();
    List<String> rest;
    try (BufferedReader in = writer.inputReader(StandardCharsets.UTF_8)) {
      rest = in.lines().filter(line -> !note(line, batches, cursors)).toList();
    } finally {
      writer.destroyForcibly().waitFor();
    }

    assertThat(rest).anyMatch(line -> line.startsWith("fatal writing"));
    assertThat(rest)
        .anyMatch(
            line -> line.startsWith("refused") && line.contains("the log has stopped, because"));
    assertThat(batches).isNotEmpty();
    check(data, batches, cursors);
  }

  /** The ids of all events. */
  private static List<String> check(
      Path data, List<Acknowledged> batches, Map<String, Integer> cursors) {
    try (StorageFixture fixture =
        new StorageFixture(data, RocksSettings.DEFAULTS.withRetention(ALL), new VirtualTime())) {
      RocksStorage storage = fixture.open();
      List<String> found = ids(storage.eventLog());
      batches.forEach(batch -> assertHolds(found, batch));
      cursors.forEach((key, value) -> assertHolds(storage.stateStore().load(key), key, value));
      return found;
    }
  }

  private void run(Path data, int lines, List<Acknowledged> batches, Map<String, Integer> cursors)
      throws Exception {
    Process writer =
        ChildProcess.start(temp.resolve("lib"), WritingProcess.class, data.toString(), SMALL);
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
      for (int n = 0; n < lines; n++) {
        String line = in.readLine();
        assertThat(note(line, batches, cursors)).as(line).isTrue();
      }
      writer.toHandle().destroyForcibly(); // unlike the process's own, leaves what it said readable
      List<String> rest = in.lines().toList(); // the last one may be half a line
      rest.subList(0, Math.max(0, rest.size() - 1)).forEach(line -> note(line, batches, cursors));
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  /** Whether it is an acknowledgement. */
  private static boolean note(
      String line, List<Acknowledged> batches, Map<String, Integer> cursors) {
    assertThat(line).as("a line of the writer").isNotNull();
    String[] word = line.split(" ");
    if (word[0].equals("e")) {
      batches.add(
          new Acknowledged(
              Long.parseLong(word[1]), Integer.parseInt(word[2]), Integer.parseInt(word[3])));
      return true;
    }
    if (word[0].equals("s")) {
      cursors.put(word[1], Integer.parseInt(word[2]));
      return true;
    }
    return false;
  }

  private static List<String> ids(EventLog log) {
    List<String> ids = new ArrayList<>();
    LogPosition next = LogPosition.START;
    while (next.isBefore(log.head())) {
      List<LogRecord> records = log.read(next, 10_000);
      for (LogRecord record : records) {
        assertThat(record.position()).isEqualTo(next);
        next = next.next();
        ids.add(record.event().id());
      }
    }
    return ids;
  }

  private static void assertHolds(List<String> found, Acknowledged batch) {
    for (int n = 0; n < batch.count(); n++) {
      assertThat(found).hasSizeGreaterThan((int) batch.last());
      assertThat(found.get((int) batch.last() - n)).isEqualTo("event-" + (batch.number() - n));
    }
  }

  /** The next one may have been stored as well, without an answer. */
  private static void assertHolds(Map<String, Bytes> found, String key, int acknowledged) {
    Bytes stored = found.getOrDefault(key, Bytes.utf8("-1"));
    assertThat(Integer.parseInt(stored.utf8())).isBetween(acknowledged, acknowledged + 1);
  }
}
