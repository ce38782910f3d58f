package org.wellspring.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.wellspring.bench.load.EventText;
import org.wellspring.bench.load.Lines;
import org.wellspring.bench.load.Tick;
import org.wellspring.model.Event;

/**
 * RocksDB alone: each thread writes a batch and waits until it is synced; RocksDB itself puts
 * concurrent batches into one group with one fsync. A database of its own for each call.
 */
final class RocksAppendLimit implements AppendLimit {
  @Override
  public String name() {
    return "bare RocksDB";
  }

  @Override
  public double eventsPerSecond(Tick tick, EventText events, Duration span) throws IOException {
    Path folder = Files.createTempDirectory("wellspring-bench-rocks-");
    try (Options options = new Options().setCreateIfMissing(true);
        RocksDB database = RocksDB.open(options, folder.toString());
        WriteOptions synced = new WriteOptions().setSync(true)) {
      return run(tick, span, new Store(database, synced, values(events), new AtomicLong()));
    } catch (RocksDBException e) {
      throw new IOException("bare RocksDB failed: " + e.getMessage(), e);
    } finally {
      delete(folder);
    }
  }

  private record Store(
      RocksDB database, WriteOptions synced, List<byte[]> values, AtomicLong next) {
    void append() throws RocksDBException {
      long first = next.getAndAdd(values.size());
      try (WriteBatch batch = new WriteBatch()) {
        for (int i = 0; i < values.size(); i++) {
          batch.put(ByteBuffer.allocate(Long.BYTES).putLong(first + i).array(), values.get(i));
        }
        database.write(synced, batch);
      }
    }
  }

  private static double run(Tick tick, Duration span, Store store)
      throws IOException, RocksDBException {
    LongAdder stored = new LongAdder();
    List<RocksDBException> failures = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    long begin = tick.nanos();
    for (int i = 0; i < PublishScenario.PUBLISHERS; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  while (tick.nanos() - begin < span.toNanos()) {
                    store.append();
                    stored.add(store.values().size());
                  }
                } catch (RocksDBException e) {
                  synchronized (failures) {
                    failures.add(e);
                  }
                }
              },
              "bench-append");
      threads.add(thread);
      thread.start();
    }
    Lines.join(threads);
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
    return stored.sum() / ((tick.nanos() - begin) / 1e9);
  }

  /** What has to be kept of each event: its body, and what it is called. */
  private static List<byte[]> values(EventText events) {
    return LongStream.range(0, PublishScenario.BATCH)
        .mapToObj(number -> value(events.event(0, number)))
        .toList();
  }

  private static byte[] value(Event event) {
    String called = event.source().value() + event.id() + event.action();
    byte[] names = called.getBytes(StandardCharsets.UTF_8);
    byte[] body = event.xml().unsafeArray();
    return ByteBuffer.allocate(names.length + body.length).put(names).put(body).array();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
