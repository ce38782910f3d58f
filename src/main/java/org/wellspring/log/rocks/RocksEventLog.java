package org.wellspring.log.rocks;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.wellspring.log.EventLog;
import org.wellspring.log.LogUnavailable;
import org.wellspring.log.rocks.Committer.Extent;
import org.wellspring.model.Event;
import org.wellspring.model.LogPosition;
import org.wellspring.model.LogRecord;

/**
 * The event log on disk. Appended events are handed out to readers at the head as the same objects;
 * older ones are read back, with their bodies unparsed until somebody asks.
 *
 * <p>A read of old events returns at least one and stops after about {@value #READ_OCTETS} octets:
 * fewer than asked for does not mean that the head is reached.
 */
final class RocksEventLog implements EventLog {
  private static final long READ_OCTETS = 4 << 20;

  private final String identity;
  private final Database database;
  private final CommitQueue queue;
  private final Committer committer;
  private final RecentEvents recent;
  private final OpenGate gate;

  RocksEventLog(
      Recovery recovered,
      CommitQueue queue,
      Committer committer,
      RecentEvents recent,
      OpenGate gate) {
    this.identity = recovered.identity();
    this.database = recovered.database();
    this.queue = queue;
    this.committer = committer;
    this.recent = recent;
    this.gate = gate;
  }

  @Override
  public CompletableFuture<LogPosition> append(List<Event> events) {
    if (events.isEmpty()) {
      throw new IllegalArgumentException("nothing to append");
    }
    Command.Append append = Command.Append.of(List.copyOf(events));
    try {
      queue.add(append);
    } catch (LogUnavailable refused) {
      append.refuse(refused);
    }
    return append.appended();
  }

  @Override
  public List<LogRecord> read(LogPosition from, int max) {
    Extent extent = committer.extent();
    long first = Math.max(from.value(), extent.tail());
    List<LogRecord> records = RecentEvents.list(extent.head() - first, max);
    while (records.isEmpty() && first < extent.head()) {
      long old = Math.min(extent.head(), recent.first());
      long start = first;
      if (start >= old || gate.read(() -> scan(start, old, max, records))) {
        first = Math.max(start, old); // if it is forgotten just now, we go round again
        recent.copy(first, extent.head(), max - records.size(), records);
      }
    }
    return records;
  }

  /** Whether all of {@code first..below-1} was read, and none was left out. */
  private boolean scan(long first, long below, int max, List<LogRecord> into)
      throws RocksDBException {
    long octets = 0;
    try (RocksIterator events = database.iterateEvents()) {
      for (events.seek(EventRecord.key(first)); events.isValid(); events.next()) {
        byte[] key = events.key();
        long position = EventRecord.position(key);
        if (position >= below) {
          return true;
        }
        if (into.size() >= max || octets >= READ_OCTETS) {
          return false;
        }
        byte[] value = events.value();
        octets += value.length;
        into.add(new LogRecord(new LogPosition(position), EventRecord.decode(key, value)));
      }
      events.status();
      return true;
    }
  }

  @Override
  public LogPosition tail() {
    return new LogPosition(committer.extent().tail());
  }

  @Override
  public LogPosition head() {
    return new LogPosition(committer.extent().head());
  }

  @Override
  public String identity() {
    return identity;
  }

  @Override
  public void onAppend(Runnable hint) {
    committer.onAppend(hint);
  }
}
