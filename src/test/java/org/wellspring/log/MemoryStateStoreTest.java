package org.wellspring.log;

final class MemoryStateStoreTest implements StateStoreContract {
  @Override
  public StateStore open() {
    return new MemoryStateStore();
  }
}
