package org.wellspring.log.rocks;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.wellspring.log.LogUnavailable;
import org.wellspring.log.StateStore;
import org.wellspring.model.Bytes;

/** Small records on disk, written in the same groups as the events. */
final class RocksStateStore implements StateStore {
  private final Database database;
  private final CommitQueue queue;
  private final OpenGate gate;

  RocksStateStore(Database database, CommitQueue queue, OpenGate gate) {
    this.database = database;
    this.queue = queue;
    this.gate = gate;
  }

  @Override
  public CompletableFuture<Void> put(String key, Bytes value) {
    byte[] octets = StateRecord.key(key);
    CompletableFuture<Void> done = new CompletableFuture<>();
    return enqueue(new Command.Put(octets, StateRecord.encode(octets, value), done), done);
  }

  @Override
  public CompletableFuture<Void> delete(String key) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    return enqueue(new Command.Delete(StateRecord.key(key), done), done);
  }

  private CompletableFuture<Void> enqueue(Command change, CompletableFuture<Void> done) {
    try {
      queue.add(change);
    } catch (LogUnavailable refused) {
      change.refuse(refused);
    }
    return done;
  }

  @Override
  public boolean isDurable() {
    return true;
  }

  /**
   * In the order of the keys' UTF-8.
   *
   * @throws LogUnavailable when a record is damaged: it must not be taken for one that is not there
   */
  @Override
  public Map<String, Bytes> load(String keyPrefix) {
    return gate.read(() -> scan(StateRecord.key(keyPrefix)));
  }

  private Map<String, Bytes> scan(byte[] prefix) throws RocksDBException {
    Map<String, Bytes> found = new LinkedHashMap<>();
    try (RocksIterator records = database.iterateState()) {
      for (records.seek(prefix); records.isValid(); records.next()) {
        byte[] key = records.key();
        if (!startsWith(key, prefix)) {
          break;
        }
        found.put(StateRecord.key(key), StateRecord.decode(key, records.value()));
      }
      records.status();
    }
    return Collections.unmodifiableMap(found);
  }

  private static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }
}
