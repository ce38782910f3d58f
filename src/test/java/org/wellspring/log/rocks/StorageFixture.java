package org.wellspring.log.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.wellspring.testing.VirtualTime;

/**
 * A storage in a directory of a test, opened and ended as the test wants, on a disk that may fail.
 */
public final class StorageFixture implements AutoCloseable {
  private final Path directory;
  private final RocksSettings settings;
  private final VirtualTime time;
  private final List<String> fatal = new CopyOnWriteArrayList<>();
  private final FlakyDisk disk = new FlakyDisk();
  private RocksStorage storage;

  public StorageFixture(Path directory, RocksSettings settings, VirtualTime time) {
    this.directory = directory;
    this.settings = settings;
    this.time = time;
  }

  /** A directory that is not there yet. */
  public static Path fresh(Path parent) {
    try {
      return Files.createTempDirectory(parent, "data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Counts flushes; fails or holds them when told to. */
  static final class FlakyDisk {
    final AtomicLong flushes = new AtomicLong();
    volatile long failFrom = Long.MAX_VALUE;
    volatile long free = Long.MAX_VALUE;

    Committer.Disk over(Committer.Disk real) {
      return new Committer.Disk() {
        @Override
        public void write(WriteBatch batch) throws RocksDBException {
          if (flushes.incrementAndGet() >= failFrom) {
            throw new RocksDBException("IO error: No luck today");
          }
          real.write(batch);
        }

        @Override
        public long free() {
          return free;
        }
      };
    }
  }

  public RocksStorage open() {
    try {
      return tryOpen();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RocksStorage tryOpen() throws IOException {
    storage =
        RocksStorage.open(
            directory, settings, time, time, (what, cause) -> fatal.add(what), disk::over);
    return storage;
  }

  RocksStorage storage() {
    return storage;
  }

  FlakyDisk disk() {
    return disk;
  }

  List<String> fatal() {
    return fatal;
  }

  Path directory() {
    return directory;
  }

  public void crash() {
    try {
      storage.crash();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    storage = null;
  }

  @Override
  public void close() {
    if (storage != null) {
      storage.close();
      storage = null;
    }
    assertThat(directory).exists();
  }
}
