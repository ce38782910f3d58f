package org.wellspring.log.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
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
  private @Nullable RocksStorage storage;

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

  /** Counts flushes; fails or holds them when told to; has as much room as it is told. */
  static final class FlakyDisk {
    private final AtomicLong flushes = new AtomicLong();
    private final CountDownLatch reached = new CountDownLatch(1);
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile boolean fails;
    private volatile long free = Long.MAX_VALUE;

    long flushes() {
      return flushes.get();
    }

    void free(long octets) {
      free = octets;
    }

    /** The next flush fails, and works again when the storage is opened anew. */
    void failNext() {
      fails = true;
    }

    /** Flushes wait until the latch is counted down. */
    CountDownLatch hold() {
      held = new CountDownLatch(1);
      return held;
    }

    void awaitHeld() throws InterruptedException {
      assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private Committer.Disk over(Committer.Disk real) {
      fails = false;
      return new Committer.Disk() {
        @Override
        public void write(WriteBatch batch) throws RocksDBException {
          flushes.incrementAndGet();
          awaitRelease();
          if (fails) {
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

    private void awaitRelease() {
      try {
        if (held.getCount() > 0) {
          reached.countDown();
          assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
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
    RocksStorage opened =
        RocksStorage.open(
            directory, settings, time, time, (what, cause) -> fatal.add(what), disk::over);
    storage = opened;
    return opened;
  }

  RocksStorage storage() {
    return Objects.requireNonNull(storage);
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
      storage().crash();
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
