package org.wellspring.log.rocks;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.log.EventLog;
import org.wellspring.log.StateStore;
import org.wellspring.log.rocks.SyncedMark.Reach;
import org.wellspring.time.TimeSource;
import org.wellspring.time.TimerKey;
import org.wellspring.time.Timers;

/**
 * The data directory in use: the event log and the state store, the database beneath and the thread
 * {@code ws-log} that writes to it. Safe for use by several threads.
 */
public final class RocksStorage implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RocksStorage.class);
  private static final Duration TRIM_EVERY = Duration.ofMinutes(1);
  private static final Duration JOIN = Duration.ofSeconds(6);

  private final DataDirectory directory;
  private final Recovery recovered;
  private final CommitQueue queue = new CommitQueue();
  private final Committer committer;
  private final OpenGate gate;
  private final Timers timers;
  private final TimerKey trimming = new TimerKey(this, "retention");
  private final RocksEventLog eventLog;
  private final RocksStateStore stateStore;
  private final Thread thread;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Opens or creates the storage.
   *
   * @param directory used by one process at a time; made when missing
   * @param fatal told once when the storage cannot go on
   * @throws StorageProblem when the directory is in use, not ours, of a newer format, or damaged:
   *     the message says which and what to do
   * @throws IOException when the file system fails
   */
  public static RocksStorage open(
      Path directory, RocksSettings settings, TimeSource time, Timers timers, FatalHandler fatal)
      throws IOException {
    return open(directory, settings, time, timers, fatal, disk -> disk);
  }

  static RocksStorage open(
      Path directory,
      RocksSettings settings,
      TimeSource time,
      Timers timers,
      FatalHandler fatal,
      UnaryOperator<Committer.Disk> between)
      throws IOException {
    long began = time.monotonicNanos();
    DataDirectory data = DataDirectory.open(directory.toAbsolutePath().normalize());
    try {
      FileStore files = Files.getFileStore(data.path());
      Recovery recovered = Recovery.open(data, settings);
      Committer.Disk disk = between.apply(new RealDisk(recovered.database(), files));
      RocksStorage storage =
          new RocksStorage(data, recovered, settings, time, timers, once(fatal), disk);
      log.info(
          "storage.open directory={} tail={} head={} took={}ms",
          data.path(),
          storage.eventLog.tail().value(),
          storage.eventLog.head().value(),
          Duration.ofNanos(time.monotonicNanos() - began).toMillis());
      return storage;
    } catch (IOException | RuntimeException e) {
      data.close();
      throw e;
    }
  }

  private static FatalHandler once(FatalHandler fatal) {
    AtomicBoolean told = new AtomicBoolean();
    return (what, cause) -> {
      if (told.compareAndSet(false, true)) {
        fatal.fatal(what, cause);
      }
    };
  }

  private record RealDisk(Database database, FileStore files) implements Committer.Disk {
    @Override
    public void write(WriteBatch batch) throws RocksDBException {
      database.write(batch);
    }

    @Override
    public long free() throws IOException {
      return files.getUsableSpace();
    }
  }

  private RocksStorage(
      DataDirectory directory,
      Recovery recovered,
      RocksSettings settings,
      TimeSource time,
      Timers timers,
      FatalHandler fatal,
      Committer.Disk disk) {
    this.directory = directory;
    this.recovered = recovered;
    this.timers = timers;
    this.gate = new OpenGate(fatal);
    RecentEvents recent = new RecentEvents(settings.recent(), recovered.head());
    this.committer = new Committer(recovered, queue, disk, recent, settings, time, fatal);
    this.eventLog = new RocksEventLog(recovered, queue, committer, recent, gate);
    this.stateStore = new RocksStateStore(recovered.database(), queue, gate);
    committer.trim();
    this.thread = new Thread(committer::run, "ws-log");
    this.thread.setDaemon(true);
    this.thread.start();
    armTrimming();
  }

  private void armTrimming() {
    timers.arm(trimming, TRIM_EVERY, this::trimLater);
  }

  /** On the timer thread: posts, and never waits. */
  private void trimLater() {
    if (!closed.get() && queue.offerTrim()) {
      armTrimming();
    }
  }

  public EventLog eventLog() {
    return eventLog;
  }

  public StateStore stateStore() {
    return stateStore;
  }

  /** Octets of the bodies of all events kept, for the gauge. */
  public long octets() {
    return committer.extent().octets();
  }

  /** Events that wait to be written, for the gauge. */
  public int depth() {
    return queue.depth();
  }

  /** Octets of the events' files on disk, without the write-ahead log, for the gauge. */
  public long fileOctets() {
    return gate.read(() -> recovered.database().ofEvents("rocksdb.total-sst-files-size"));
  }

  /**
   * Writes what waits, brings everything into files and lets the directory go. Within some seconds;
   * what comes meanwhile is refused.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    timers.cancel(trimming);
    queue.close();
    if (!join()) {
      log.error(
          "storage.close-failed reason=\"a write does not end\"; it is left as after a crash");
      return;
    }
    gate.close();
    closeFiles();
  }

  private boolean join() {
    try {
      thread.join(JOIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  private void closeFiles() {
    try (DataDirectory lock = directory;
        SyncedMark mark = recovered.mark();
        Database database = recovered.database()) {
      if (committer.isSound()) {
        database.flush();
        mark.write(new Reach(database.sequence(), committer.extent().head(), true));
        mark.force();
      }
      log.info("storage.closed directory={}", lock.path());
    } catch (RocksDBException | IOException e) { // all is in the write-ahead log
      log.warn("storage.close-failed reason={}", e.getMessage());
    }
  }

  /** As when the process is killed: nothing is brought in order. For tests. */
  void crash() throws IOException {
    closed.set(true);
    timers.cancel(trimming);
    queue.close();
    join();
    gate.close();
    try (DataDirectory lock = directory;
        SyncedMark mark = recovered.mark();
        Database database = recovered.database()) {
      log.debug("storage.crashed {} {} {}", lock.path(), mark, database);
    }
  }
}
