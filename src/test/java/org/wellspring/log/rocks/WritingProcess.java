package org.wellspring.log.rocks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.wellspring.log.EventLog;
import org.wellspring.log.StateStore;
import org.wellspring.model.Bytes;
import org.wellspring.model.Event;
import org.wellspring.testing.Events;
import org.wellspring.time.SystemTime;

/**
 * Writes to a directory until it is killed or refused, by several threads, and says what was
 * acknowledged: a line {@code e LAST-POSITION THREAD-NUMBER COUNT} for each batch of events, {@code
 * s KEY NUMBER} for each state record. Event {@code THREAD-NUMBER} is the last one's name.
 * Arguments: the directory, the octets of a memtable.
 */
final class WritingProcess {
  private static final Retention ALL =
      new Retention(Integer.MAX_VALUE, Long.MAX_VALUE, Duration.ofDays(3650));
  private static final int THREADS = 4;
  private static final int PER_ROUND = 10_000_000;

  private WritingProcess() {}

  public static void main(String[] arguments) throws Exception {
    SystemTime time = new SystemTime();
    RocksSettings settings =
        RocksSettings.DEFAULTS.withMemtable(Long.parseLong(arguments[1])).withRetention(ALL);
    RocksStorage storage =
        RocksStorage.open(
            Path.of(arguments[0]), settings, time, time, (what, cause) -> say("fatal " + what));
    for (int n = 0; n < THREADS; n++) {
      int thread = n;
      new Thread(() -> writeUntilRefused(storage, thread), "writer-" + n).start();
    }
  }

  private static void writeUntilRefused(RocksStorage storage, int thread) {
    try {
      write(storage, thread);
    } catch (CompletionException refused) {
      say("refused " + String.valueOf(refused.getCause()));
    }
  }

  private static void write(RocksStorage storage, int thread) {
    EventLog log = storage.eventLog();
    StateStore store = storage.stateStore();
    int next = thread * PER_ROUND;
    for (int round = 0; ; round++) {
      int count = 1 + round % 7;
      int first = next;
      List<Event> batch =
          IntStream.range(first, first + count)
              .mapToObj(n -> Events.sized(n, Events.NORTH, "x".repeat(n % 997)))
              .toList();
      next += count;
      long position = log.append(batch).join().value();
      say("e " + position + " " + (next - 1) + " " + count);
      store.put("cursor/" + thread, Bytes.utf8(Integer.toString(round))).join();
      say("s cursor/" + thread + " " + round);
    }
  }

  private static void say(String line) {
    synchronized (System.out) {
      System.out.print(line + "\n");
      System.out.flush();
    }
  }
}
