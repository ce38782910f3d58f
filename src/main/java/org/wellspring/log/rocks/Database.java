package org.wellspring.log.rocks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RocksDB with our three column families, and the only place that knows its options.
 *
 * <p>{@code events} has ascending keys that are never overwritten and never deleted one by one: its
 * files never overlap, so compaction only renames them from level 0 to level 1 and nothing is
 * written twice. Space is given back by dropping whole files below the log's tail. There are no
 * range tombstones: one would overlap all files below it and have them rewritten.
 *
 * <p>Methods may be called by several threads; not after {@link #close}.
 */
final class Database implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Database.class);
  private static final long MIB = 1 << 20;

  /** Of events: one that is written to, the others on their way to the disk. */
  private static final int MEMTABLES = 8;

  private static final int EVENTS = 1;
  private static final int STATE = 2;
  private static final int META = 3;

  private final RocksDB db;
  private final List<ColumnFamilyHandle> families;
  private final List<AutoCloseable> options;
  private final WriteOptions synced;
  private final ReadOptions reading;

  private Database(RocksDB db, List<ColumnFamilyHandle> families, List<AutoCloseable> options) {
    this.db = db;
    this.families = families;
    this.options = options;
    this.synced = new WriteOptions().setSync(true);
    this.reading = new ReadOptions();
  }

  /** Unpacks RocksDB's library: a fixed name, so that killed processes leave no heap of copies. */
  static void loadLibrary(Path directory) {
    try {
      NativeLibraryLoader.getInstance().loadLibrary(directory.toString());
    } catch (IOException | UnsatisfiedLinkError e) { // mounted noexec, perhaps
      log.info("storage.library-elsewhere directory={} reason={}", directory, e.toString());
    }
    RocksDB.loadLibrary();
  }

  /** Opens, and creates what is missing. */
  static Database open(Path path, RocksSettings settings) throws RocksDBException {
    return open(path, settings, RocksDB::open);
  }

  /** Opens for reading: replays the write-ahead log in memory and changes nothing. */
  static Database openReadOnly(Path path, RocksSettings settings) throws RocksDBException {
    return open(path, settings, RocksDB::openReadOnly);
  }

  private interface Opener {
    RocksDB open(
        DBOptions options,
        String path,
        List<ColumnFamilyDescriptor> families,
        List<ColumnFamilyHandle> handles)
        throws RocksDBException;
  }

  private static Database open(Path path, RocksSettings settings, Opener opener)
      throws RocksDBException {
    List<AutoCloseable> options = new ArrayList<>();
    try {
      Cache cache = kept(options, new LRUCache(settings.blockCache()));
      DBOptions database = kept(options, databaseOptions(settings));
      ColumnFamilyOptions small = kept(options, smallOptions(cache));
      ColumnFamilyOptions events = kept(options, eventOptions(cache, settings));
      List<ColumnFamilyDescriptor> descriptors =
          List.of(
              new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, small),
              new ColumnFamilyDescriptor("events".getBytes(StandardCharsets.UTF_8), events),
              new ColumnFamilyDescriptor("state".getBytes(StandardCharsets.UTF_8), small),
              new ColumnFamilyDescriptor("meta".getBytes(StandardCharsets.UTF_8), small));
      List<ColumnFamilyHandle> handles = new ArrayList<>();
      RocksDB db = opener.open(database, path.toString(), descriptors, handles);
      return new Database(db, handles, options);
    } catch (RocksDBException | RuntimeException e) {
      closeAll(options);
      throw e;
    }
  }

  private static <T extends AutoCloseable> T kept(List<AutoCloseable> options, T option) {
    options.add(option);
    return option;
  }

  /**
   * Recovery stops at the first damaged record of the write-ahead log; whether that was its torn
   * end or more is found out by {@link SyncedMark}.
   */
  private static DBOptions databaseOptions(RocksSettings settings) {
    return new DBOptions()
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        .setParanoidChecks(true)
        .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
        .setMaxTotalWalSize(settings.wal())
        .setMaxBgErrorResumeCount(0) // what failed once is not tried again behind our back
        .setMaxBackgroundJobs(3)
        .setDelayedWriteRate(1024 * MIB) // a slow disk is felt by the flush, no need to add to it
        .setMaxOpenFiles(512)
        .setBytesPerSync(MIB) // files go to the disk while they are written, not all at their end
        .setAvoidUnnecessaryBlockingIO(true) // files are unlinked by a background thread
        .setSkipStatsUpdateOnDbOpen(true)
        .setMaxManifestFileSize(16 * MIB)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setMaxLogFileSize(MIB)
        .setKeepLogFileNum(3);
  }

  private static ColumnFamilyOptions eventOptions(Cache cache, RocksSettings settings) {
    return new ColumnFamilyOptions()
        .setTableFormatConfig(table(cache))
        .setCompactionStyle(CompactionStyle.LEVEL)
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setNumLevels(2) // the second one is where files can be dropped; deeper ones are no use
        .setLevelCompactionDynamicLevelBytes(false)
        .setLevel0FileNumCompactionTrigger(1)
        .setLevel0SlowdownWritesTrigger(64)
        .setLevel0StopWritesTrigger(128)
        .setMaxBytesForLevelBase(Long.MAX_VALUE / 16)
        .setSoftPendingCompactionBytesLimit(0)
        .setHardPendingCompactionBytesLimit(0)
        .setPeriodicCompactionSeconds(0)
        .setTtl(0)
        .setWriteBufferSize(settings.memtable())
        .setTargetFileSizeBase(2 * settings.memtable())
        .setMaxWriteBufferNumber(MEMTABLES);
  }

  private static ColumnFamilyOptions smallOptions(Cache cache) {
    return new ColumnFamilyOptions()
        .setTableFormatConfig(table(cache))
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setWriteBufferSize(4 * MIB)
        .setMaxWriteBufferNumber(4);
  }

  private static BlockBasedTableConfig table(Cache cache) {
    return new BlockBasedTableConfig()
        .setBlockCache(cache)
        .setBlockSize(16 * 1024)
        .setCacheIndexAndFilterBlocks(true);
  }

  /** Writes and flushes the write-ahead log. */
  void write(WriteBatch batch) throws RocksDBException {
    db.write(synced, batch);
  }

  ColumnFamilyHandle events() {
    return families.get(EVENTS);
  }

  ColumnFamilyHandle state() {
    return families.get(STATE);
  }

  ColumnFamilyHandle meta() {
    return families.get(META);
  }

  RocksIterator iterateEvents() {
    return db.newIterator(events(), reading);
  }

  RocksIterator iterateState() {
    return db.newIterator(state(), reading);
  }

  Optional<byte[]> meta(byte[] key) throws RocksDBException {
    return Optional.ofNullable(db.get(meta(), reading, key));
  }

  /** Counts every change of every column family. */
  long sequence() {
    return db.getLatestSequenceNumber();
  }

  /** Gives back files that hold only events below that position. */
  void dropFilesBelow(long position) throws RocksDBException {
    List<byte[]> range = List.of(EventRecord.key(0), EventRecord.key(position));
    db.deleteFilesInRanges(events(), range, false);
  }

  /** Octets of a property of the events, as {@code rocksdb.total-sst-files-size}. */
  long ofEvents(String property) throws RocksDBException {
    return db.getLongProperty(events(), property);
  }

  /** Brings all into files, so that the next opening has no write-ahead log to read. */
  void flush() throws RocksDBException {
    try (FlushOptions wait = new FlushOptions().setWaitForFlush(true)) {
      db.flush(wait, families);
    }
  }

  @Override
  public void close() {
    reading.close();
    synced.close();
    families.forEach(ColumnFamilyHandle::close);
    try {
      db.closeE();
    } catch (RocksDBException e) { // what matters was flushed before; all else is read again
      log.warn("storage.close-failed reason={}", e.getMessage());
    }
    db.close();
    closeAll(options);
  }

  private static void closeAll(List<AutoCloseable> options) {
    for (int i = options.size() - 1; i >= 0; i--) {
      try {
        options.get(i).close();
      } catch (Exception e) { // RocksDB's objects declare none
        log.warn("storage.close-failed reason={}", e.toString());
      }
    }
  }
}
