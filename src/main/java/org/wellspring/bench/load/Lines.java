package org.wellspring.bench.load;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/** Several connections, each with a thread that asks again and again. */
public final class Lines implements AutoCloseable {
  /** One request and its answer. */
  @FunctionalInterface
  public interface Exchange {
    void with(HttpLine line) throws IOException;
  }

  private final Tick tick;
  private final List<HttpLine> lines = new ArrayList<>();

  public Lines(Tick tick, URI server, int count) throws IOException {
    this.tick = tick;
    for (int i = 0; i < count; i++) {
      lines.add(new HttpLine(server));
    }
  }

  /** Exchanges per second of all lines together. */
  public double rate(Exchange exchange, Duration span) throws IOException {
    LongAdder done = new LongAdder();
    long begin = tick.nanos();
    run(
        line -> {
          exchange.with(line);
          done.increment();
        },
        () -> tick.nanos() - begin < span.toNanos());
    return done.sum() / ((tick.nanos() - begin) / 1e9);
  }

  /** Works on all lines as long as there is more to do. */
  public void run(Exchange exchange, BooleanSupplier more) throws IOException {
    Failure failure = new Failure();
    List<Thread> threads = new ArrayList<>();
    for (HttpLine line : lines) {
      Thread thread = new Thread(() -> work(line, exchange, more, failure), "bench-line");
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
    join(threads);
    failure.rethrow("an exchange");
  }

  private static void work(
      HttpLine line, Exchange exchange, BooleanSupplier more, Failure failure) {
    try {
      while (more.getAsBoolean() && !failure.isThere()) {
        exchange.with(line);
      }
    } catch (IOException e) {
      failure.was(e);
    }
  }

  /** Waits for the end of threads. */
  public static void join(List<Thread> threads) throws IOException {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    lines.forEach(HttpLine::close);
  }
}
