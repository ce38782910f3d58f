package org.wellspring.log.rocks;

import java.time.Duration;

/**
 * Bounds of the storage. Memory outside the heap is at most {@code 8 × memtable + blockCache} and
 * some 40 MiB.
 *
 * @param retention which events are kept
 * @param reserve octets; events are refused while less than this would be free on the disk
 * @param memtable octets; events are gathered in memory to files of this size, which is also the
 *     grain in which disk space is given back
 * @param wal octets; the write-ahead log grows to about this size, which is what an opening after a
 *     crash has to read; at least {@code memtable}
 * @param blockCache octets of file blocks kept for readers
 * @param recent octets of the newest events kept as objects, so that who is at the head neither
 *     reads nor parses; an event counts with its body and 1 KiB, and takes two or three times that
 *     in the heap once its body was looked into
 */
public record RocksSettings(
    Retention retention, long reserve, long memtable, long wal, long blockCache, long recent) {
  private static final long MIB = 1 << 20;
  public static final RocksSettings DEFAULTS =
      new RocksSettings(
          new Retention(100_000, 256 * MIB, Duration.ofDays(7)),
          64 * MIB,
          32 * MIB,
          128 * MIB,
          32 * MIB,
          16 * MIB);

  /** The same with another retention. */
  public RocksSettings withRetention(Retention kept) {
    return new RocksSettings(kept, reserve, memtable, wal, blockCache, recent);
  }

  /** The same with other memory for what is not yet in files. */
  public RocksSettings withMemtable(long octets) {
    return new RocksSettings(retention, reserve, octets, 2 * octets, blockCache, recent);
  }

  /** The same with another reserve of disk space. */
  public RocksSettings withReserve(long octets) {
    return new RocksSettings(retention, octets, memtable, wal, blockCache, recent);
  }

  /** The same with another bound on the events kept as objects. */
  public RocksSettings withRecent(long octets) {
    return new RocksSettings(retention, reserve, memtable, wal, blockCache, octets);
  }
}
