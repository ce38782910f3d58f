package org.wellspring.log;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.wellspring.log.rocks.Retention;
import org.wellspring.log.rocks.RocksSettings;
import org.wellspring.log.rocks.StorageFixture;
import org.wellspring.testing.VirtualTime;

final class RocksEventLogTest implements DurableEventLogContract {
  @TempDir Path temp;
  private @Nullable StorageFixture fixture;

  @Override
  public EventLog open(int events, long octets, Duration age, VirtualTime time) {
    close();
    RocksSettings settings =
        RocksSettings.DEFAULTS
            .withRetention(new Retention(events, octets, age))
            .withMemtable(1 << 20)
            .withReserve(0);
    StorageFixture made = new StorageFixture(StorageFixture.fresh(temp), settings, time);
    fixture = made;
    return made.open().eventLog();
  }

  @Override
  public EventLog crashAndReopen() {
    StorageFixture again = Objects.requireNonNull(fixture);
    again.crash();
    return again.open().eventLog();
  }

  @Override
  public EventLog closeAndReopen() {
    StorageFixture again = Objects.requireNonNull(fixture);
    again.close();
    return again.open().eventLog();
  }

  @AfterEach
  void close() {
    if (fixture != null) {
      fixture.close();
    }
  }
}
