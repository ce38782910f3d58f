package org.wellspring.log;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.wellspring.log.rocks.RocksSettings;
import org.wellspring.log.rocks.StorageFixture;
import org.wellspring.testing.VirtualTime;

final class RocksStateStoreTest implements DurableStateStoreContract {
  @TempDir Path temp;
  private @Nullable StorageFixture fixture;

  @Override
  public StateStore open() {
    close();
    StorageFixture made =
        new StorageFixture(
            StorageFixture.fresh(temp), RocksSettings.DEFAULTS.withReserve(0), new VirtualTime());
    fixture = made;
    return made.open().stateStore();
  }

  @Override
  public StateStore crashAndReopen() {
    StorageFixture again = Objects.requireNonNull(fixture);
    again.crash();
    return again.open().stateStore();
  }

  @AfterEach
  void close() {
    if (fixture != null) {
      fixture.close();
    }
  }
}
