package org.wellspring.log;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import org.wellspring.model.Bytes;

/** Records in memory. Lost when the process ends. */
public final class MemoryStateStore implements StateStore {
  private final ConcurrentSkipListMap<String, Bytes> records = new ConcurrentSkipListMap<>();

  @Override
  public CompletableFuture<Void> put(String key, Bytes value) {
    records.put(key, value);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<Void> delete(String key) {
    records.remove(key);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public boolean isDurable() {
    return false;
  }

  @Override
  public Map<String, Bytes> load(String keyPrefix) {
    SortedMap<String, Bytes> matching = records.subMap(keyPrefix, keyPrefix + Character.MAX_VALUE);
    return new TreeMap<>(matching);
  }
}
