package org.wellspring.log.rocks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.log.rocks.EventRecord.Stamp;
import org.wellspring.log.rocks.SyncedMark.Reach;
import org.wellspring.model.Bytes;

/**
 * Opens the database and finds out where the log ends. Refuses, with a message that says what to
 * do, what it cannot read or what lacks something that was acknowledged; then nothing was changed.
 *
 * @param head the position that the next event gets
 * @param tail the oldest record kept; null when there is none
 * @param newest the last one; null when there is none
 */
record Recovery(
    Database database,
    SyncedMark mark,
    String identity,
    long head,
    @Nullable Stamp tail,
    @Nullable Stamp newest) {
  private static final Logger log = LoggerFactory.getLogger(Recovery.class);

  static final byte[] IDENTITY = StateRecord.key("identity");
  static final byte[] TAIL = StateRecord.key("tail");
  static final byte[] NEXT = StateRecord.key("next");

  /** Positions left out when nobody knows which ones have been given out. */
  private static final long SKIPPED = 1L << 20;

  static Recovery open(DataDirectory directory, RocksSettings settings) throws IOException {
    Optional<Reach> known = SyncedMark.read(directory.synced());
    boolean hasDatabase = directory.hasDatabase();
    if (known.isPresent() && !hasDatabase) {
      throw new StorageProblem(
          "The database is missing: there is no "
              + directory.database().resolve("CURRENT")
              + ", though there was one before. "
              + DataDirectory.RESTORE);
    }
    Database.loadLibrary(directory.library());
    try {
      if (known.isPresent() && !known.get().clean()) {
        try (Database probe = Database.openReadOnly(directory.database(), settings)) {
          checkReach(directory, probe, known.get());
        }
      }
      Database database = Database.open(directory.database(), settings);
      try {
        known.ifPresent(reach -> log.debug("storage.reach known={}", reach));
        if (known.isPresent()) {
          checkReach(directory, database, known.get());
        }
        return read(directory, database, hasDatabase && known.isEmpty());
      } catch (IOException | RocksDBException | RuntimeException e) {
        database.close();
        throw e;
      }
    } catch (RocksDBException | DamagedRecord e) {
      throw new StorageProblem(
          "The database in "
              + directory.database()
              + " cannot be opened: "
              + e.getMessage()
              + ". "
              + DataDirectory.RESTORE,
          e);
    }
  }

  /** Whether all that was ever acknowledged is there. */
  private static void checkReach(DataDirectory directory, Database found, Reach known)
      throws StorageProblem {
    if (found.sequence() < known.sequence()) {
      throw new StorageProblem(
          "The database in "
              + directory.database()
              + " is not complete: it ends at change "
              + found.sequence()
              + ", but changes up to "
              + known.sequence()
              + " were stored and acknowledged (event positions up to "
              + known.head()
              + "). Its newest write-ahead log (*.log) was cut or damaged, or it is an older copy. "
              + DataDirectory.RESTORE
              + " To go on without what is lost, delete "
              + directory.synced()
              + ".");
    }
  }

  private static Recovery read(DataDirectory directory, Database database, boolean markIsLost)
      throws IOException, RocksDBException {
    String identity = identity(database);
    Stamp newest = newest(database);
    long head = Math.max(newest == null ? 0 : newest.position() + 1, number(database, NEXT));
    if (markIsLost) {
      head += SKIPPED;
      put(database, NEXT, octets(head));
      log.warn(
          "storage.mark-missing file={} skipped={} next={}", directory.synced(), SKIPPED, head);
    }
    Stamp tail = newest == null ? null : tail(database);
    SyncedMark mark = SyncedMark.open(directory.synced());
    mark.write(new Reach(database.sequence(), head, false));
    mark.force();
    DataDirectory.forceDirectory(directory.path());
    return new Recovery(database, mark, identity, head, tail, newest);
  }

  private static String identity(Database database) throws RocksDBException {
    Optional<byte[]> known = database.meta(IDENTITY);
    if (known.isPresent()) {
      return StateRecord.decode(IDENTITY, known.get()).utf8();
    }
    String made = UUID.randomUUID().toString();
    put(database, IDENTITY, Bytes.utf8(made));
    return made;
  }

  private static @Nullable Stamp newest(Database database) throws RocksDBException {
    try (RocksIterator events = database.iterateEvents()) {
      events.seekToLast();
      events.status();
      if (!events.isValid()) {
        return null;
      }
      EventRecord.check(events.key(), events.value());
      return Trimmer.current(events);
    }
  }

  private static Stamp tail(Database database) throws RocksDBException {
    long known = number(database, TAIL);
    try (RocksIterator events = database.iterateEvents()) {
      Stamp tail = Trimmer.at(events, known);
      if (known > 0 && tail.position() != known) {
        throw new DamagedRecord(
            "the event log should begin at position "
                + known
                + ", but its first event is at "
                + tail.position());
      }
      return tail;
    }
  }

  private static long number(Database database, byte[] key) throws RocksDBException {
    Optional<byte[]> found = database.meta(key);
    return found.isEmpty()
        ? 0
        : ByteBuffer.wrap(StateRecord.decode(key, found.get()).unsafeArray()).getLong();
  }

  static Bytes octets(long number) {
    return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }

  private static void put(Database database, byte[] key, Bytes value) throws RocksDBException {
    try (WriteBatch batch = new WriteBatch()) {
      batch.put(database.meta(), key, StateRecord.encode(key, value));
      database.write(batch);
    }
  }
}
