package org.wellspring.log.rocks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.log.LogUnavailable;
import org.wellspring.log.rocks.EventRecord.Stamp;
import org.wellspring.log.rocks.SyncedMark.Reach;
import org.wellspring.model.LogPosition;
import org.wellspring.time.TimeSource;

/**
 * Writes what waits, in groups: one batch, one flush, then everybody in it is answered. Gives
 * positions to events, drops those that retention lets go.
 *
 * <p>Runs on {@code ws-log}, which owns all of it but {@link #extent}. Once a write or a flush has
 * failed nothing is written any more, as nobody knows what of it is on disk: everything is refused
 * until the process starts again and looks.
 */
final class Committer {
  private static final Logger log = LoggerFactory.getLogger(Committer.class);

  /** The disk, for tests to count and to fail. */
  interface Disk {
    /** Writes the batch and returns when it is flushed. */
    void write(WriteBatch batch) throws RocksDBException;

    /** Octets that can still be written. */
    long free() throws IOException;
  }

  /**
   * What readers may see: positions from {@code tail} up to, not including, {@code head}.
   *
   * @param octets of the bodies in it
   */
  record Extent(long tail, long head, long octets) {}

  private final CommitQueue queue;
  private final Database database;
  private final SyncedMark mark;
  private final Disk disk;
  private final RocksSettings settings;
  private final TimeSource time;
  private final FatalHandler fatal;
  private final RecentEvents recent;
  private final Trimmer trimmer;
  private final List<Runnable> hints = new CopyOnWriteArrayList<>();

  private long head;
  private @Nullable Stamp tail;
  private @Nullable Stamp newest;
  private boolean tailMoved;
  private long octetsDropped;
  private boolean roomWasThere = true;

  /** Null while all is well. */
  private @Nullable String failure;

  /** Written by {@code ws-log}, read by anybody. */
  private volatile Extent extent;

  Committer(
      Recovery recovered,
      CommitQueue queue,
      Disk disk,
      RecentEvents recent,
      RocksSettings settings,
      TimeSource time,
      FatalHandler fatal) {
    this.queue = queue;
    this.database = recovered.database();
    this.mark = recovered.mark();
    this.disk = disk;
    this.recent = recent;
    this.settings = settings;
    this.time = time;
    this.fatal = fatal;
    this.trimmer = new Trimmer(settings.retention());
    this.head = recovered.head();
    this.tail = recovered.tail();
    this.newest = recovered.newest();
    this.octetsDropped = tail == null ? 0 : tail.octetsBefore();
    this.extent = currentExtent();
  }

  Extent extent() {
    return extent;
  }

  void onAppend(Runnable hint) {
    hints.add(hint);
  }

  /**
   * Lets go what is too old, or too much by other settings than before; before the thread begins.
   */
  void trim() {
    commit(List.of(new Command.Trim()));
  }

  /** Whether nothing has failed; asked when the thread has ended. */
  boolean isSound() {
    return failure == null;
  }

  /** Works until the queue is closed and empty: the life of {@code ws-log}. */
  void run() {
    try {
      for (List<Command> group = queue.take(); !group.isEmpty(); group = queue.take()) {
        commit(group);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail("the log's thread was interrupted", e);
    }
  }

  void commit(List<Command> group) {
    List<Command.Append> appends = new ArrayList<>();
    List<Command> changes = new ArrayList<>();
    split(group, appends, changes);
    try {
      write(appends, changes);
    } catch (RocksDBException | IOException | RuntimeException | Error e) { // a thread root as well
      fail("writing " + group.size() + " records failed", e);
    }
    if (failure != null) {
      LogUnavailable refusal = new LogUnavailable(failure);
      appends.forEach(append -> append.refuse(refusal));
      changes.forEach(change -> change.refuse(refusal));
      return;
    }
    answer(appends, changes);
  }

  /** Sorts out what there is room for; order between events and state is of no matter. */
  private void split(List<Command> group, List<Command.Append> appends, List<Command> changes) {
    for (Command command : group) {
      if (command instanceof Command.Append append) {
        appends.add(append);
      } else {
        changes.add(command);
      }
    }
    if (appends.isEmpty() || failure != null) {
      return;
    }
    String refusal = roomRefusal();
    if (!refusal.isEmpty()) {
      LogUnavailable full = new LogUnavailable(refusal);
      appends.forEach(append -> append.refuse(full));
      appends.clear();
    }
  }

  /** Empty when there is room. What is in memory will need its room on the disk, too. */
  private String roomRefusal() {
    try {
      long needed = settings.reserve() + database.ofEvents("rocksdb.cur-size-all-mem-tables");
      long free = disk.free();
      noteRoom(free >= needed, free);
      return free >= needed
          ? ""
          : "the disk is full: "
              + free
              + " octets are free, and the log takes no event below "
              + needed
              + " (the reserve, and what is still to be written to files)";
    } catch (RocksDBException | IOException e) {
      return "the free space of the disk cannot be told: " + e.getMessage();
    }
  }

  private void noteRoom(boolean thereIs, long free) {
    if (thereIs != roomWasThere) {
      roomWasThere = thereIs;
      if (thereIs) {
        log.info("storage.room-again free={}", free);
      } else {
        log.warn("storage.disk-full free={} reserve={}", free, settings.reserve());
      }
    }
  }

  private void write(List<Command.Append> appends, List<Command> changes)
      throws RocksDBException, IOException {
    if (failure != null) {
      return;
    }
    long now = time.wallClock().toEpochMilli();
    if (newest != null) {
      now = Math.max(now, newest.appendedAt()); // a clock that was set back must not unsort records
    }
    Stamp first = tail;
    Stamp last = newest;
    long next = head;
    try (WriteBatch batch = new WriteBatch()) {
      for (Command.Append append : appends) {
        for (byte[] value : append.values()) {
          byte[] key = EventRecord.key(next);
          EventRecord.stamp(key, value, now, last == null ? 0 : last.octetsAfter());
          batch.put(database.events(), key, value);
          last = Stamp.of(next, value);
          first = first == null ? last : first;
          next++;
        }
      }
      for (Command change : changes) {
        add(batch, change);
      }
      addTail(batch);
      if (batch.count() > 0) {
        disk.write(batch);
        mark.write(new Reach(database.sequence(), next, false));
      }
    }
    tailMoved = false;
    head = next;
    newest = last;
    tail = first;
    trim(now);
  }

  private void add(WriteBatch batch, Command change) throws RocksDBException {
    if (change instanceof Command.Put put) {
      batch.put(database.state(), put.key(), put.record());
    } else if (change instanceof Command.Delete delete) {
      batch.delete(database.state(), delete.key());
    }
  }

  /** Goes along with the next write: until then retention would find it again. */
  private void addTail(WriteBatch batch) throws RocksDBException {
    if (tailMoved && tail != null) {
      batch.put(
          database.meta(),
          Recovery.TAIL,
          StateRecord.encode(Recovery.TAIL, Recovery.octets(tail.position())));
    }
  }

  private void trim(long now) throws RocksDBException {
    if (tail == null || newest == null) {
      return;
    }
    Stamp kept = tail;
    if (trimmer.mustGo(tail, newest, now)) {
      try (RocksIterator events = database.iterateEvents()) {
        kept = trimmer.oldestKept(events, tail, newest, now);
      }
    }
    if (kept.position() > tail.position()) {
      tail = kept;
      tailMoved = true;
      dropFiles(kept);
    }
  }

  /**
   * Not for every event: it takes the database's lock and looks at all files. The tail is recorded
   * before, else an opening would miss what was dropped.
   */
  private void dropFiles(Stamp kept) throws RocksDBException {
    if (kept.octetsBefore() - octetsDropped < settings.memtable() / 4) {
      return;
    }
    try (WriteBatch batch = new WriteBatch()) {
      addTail(batch);
      disk.write(batch);
    }
    tailMoved = false;
    octetsDropped = kept.octetsBefore();
    database.dropFilesBelow(kept.position());
  }

  private void fail(String what, Throwable cause) {
    if (failure != null) {
      return;
    }
    failure =
        "the log has stopped, because "
            + what
            + " ("
            + cause.getMessage()
            + "); it takes nothing more until the server is started again";
    log.error("storage.failed what=\"{}\"", what, cause);
    fatal.fatal(what, cause);
  }

  private void answer(List<Command.Append> appends, List<Command> changes) {
    long position = extent.head();
    for (Command.Append append : appends) {
      recent.add(append.events());
    }
    extent = currentExtent();
    recent.trim(extent.tail());
    if (!appends.isEmpty()) {
      hints.forEach(Committer::hint);
    }
    for (Command.Append append : appends) {
      position += append.events().size();
      append.appended().complete(new LogPosition(position - 1));
    }
    for (Command change : changes) {
      if (change instanceof Command.Put put) {
        put.done().complete(null);
      } else if (change instanceof Command.Delete delete) {
        delete.done().complete(null);
      }
    }
  }

  private static void hint(Runnable hint) {
    try {
      hint.run();
    } catch (RuntimeException e) { // a hint is a hint; the publisher must have its answer
      log.error("storage.hint-failed", e);
    }
  }

  private Extent currentExtent() {
    return tail == null || newest == null
        ? new Extent(head, head, 0)
        : new Extent(tail.position(), head, newest.octetsAfter() - tail.octetsBefore());
  }
}
