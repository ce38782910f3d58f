package org.wellspring.log.rocks;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.rocksdb.RocksDBException;
import org.wellspring.log.LogUnavailable;

/**
 * Keeps the database open while somebody reads: RocksDB ends the process when it is used after it
 * was closed. Also where it is noticed, once, that something stored cannot be read.
 */
final class OpenGate {
  interface Reading<T> {
    T read() throws RocksDBException;
  }

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final FatalHandler fatal;
  private boolean closed;

  OpenGate(FatalHandler fatal) {
    this.fatal = fatal;
  }

  /**
   * @throws LogUnavailable when closed, or when what is read is damaged
   */
  <T> T read(Reading<T> reading) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new LogUnavailable("the log is closed: the server is stopping");
      }
      return reading.read();
    } catch (RocksDBException | DamagedRecord e) {
      fatal.fatal("reading what is stored failed", e);
      throw new LogUnavailable(
          "the stored data is damaged: " + e.getMessage() + ". " + DataDirectory.RESTORE);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Waits for those that read; lets nobody in any more. */
  void close() {
    lock.writeLock().lock();
    closed = true;
    lock.writeLock().unlock();
  }
}
