package org.wellspring.log;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.wellspring.log.rocks.RocksSettings;
import org.wellspring.log.rocks.StorageFixture;
import org.wellspring.testing.VirtualTime;

final class RocksStateStoreTest implements DurableStateStoreContract {
  @TempDir Path temp;
  private StorageFixture fixture;

  @Override
  public StateStore open() {
    close();
    fixture =
        new StorageFixture(
            StorageFixture.fresh(temp), RocksSettings.DEFAULTS.withReserve(0), new VirtualTime());
    return fixture.open().stateStore();
  }

  @Override
  public StateStore crashAndReopen() {
    fixture.crash();
    return fixture.open().stateStore();
  }

  @AfterEach
  void close() {
    if (fixture != null) {
      fixture.close();
    }
  }
}
