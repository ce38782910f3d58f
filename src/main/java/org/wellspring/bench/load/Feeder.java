package org.wellspring.bench.load;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Publishes one stream on one connection, in batches, in a thread of its own, and never more ahead
 * of the receivers than a window: else queues would be measured and not the steady rate.
 */
public final class Feeder implements AutoCloseable {
  /** For publishers that nobody receives from: never more than a window ahead of this. */
  public static final LongSupplier NOBODY = () -> Long.MAX_VALUE / 2;

  /**
   * How it publishes.
   *
   * @param batch events in one request
   * @param window events that are published and not yet received by all
   * @param perSecond events; 0: as fast as the window lets it
   */
  public record Pace(int batch, int window, double perSecond) {
    public static Pace full(int batch, int window) {
      return new Pace(batch, window, 0);
    }
  }

  private final Tick tick;
  private final EventText events;
  private final int stream;
  private final HttpLine line;
  private final LongSupplier receivedByAll;
  private final Failure failure = new Failure();
  private volatile boolean stopping;
  private volatile long published;
  private Optional<Thread> thread = Optional.empty();

  /**
   * @param receivedByAll events that every receiver has, about
   */
  public Feeder(Tick tick, URI server, EventText events, int stream, LongSupplier receivedByAll)
      throws IOException {
    this.tick = tick;
    this.events = events;
    this.stream = stream;
    this.line = new HttpLine(server);
    this.receivedByAll = receivedByAll;
  }

  public void start(Pace pace) {
    stopping = false;
    Thread worker = new Thread(() -> run(pace, tick.nanos()), "bench-feeder-" + stream);
    worker.setDaemon(true);
    thread = Optional.of(worker);
    worker.start();
  }

  private void run(Pace pace, long begin) {
    try {
      long from = published;
      while (!stopping) {
        if (pace.perSecond() > 0) {
          tick.until(begin + (long) ((published - from) / pace.perSecond() * 1e9));
        }
        if (published + pace.batch() - receivedByAll.getAsLong() > pace.window()) {
          Tick.nap();
        } else {
          publish(pace.batch());
        }
      }
    } catch (IOException e) {
      failure.was(e);
    }
  }

  /** Publishes the next events of the stream, in the caller's thread. */
  public void publish(int count) throws IOException {
    line.post("/api/events", EventText.BATCH, events.batch(stream, published, count)).expect(202);
    published = published + count;
  }

  /** Publishes no more, and waits for the request under way. */
  public void stop() throws IOException {
    stopping = true;
    try {
      if (thread.isPresent()) {
        thread.get().join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    failure.rethrow("publishing");
  }

  /** Whether all is well so far; throws what went wrong otherwise. */
  public void check() throws IOException {
    failure.rethrow("publishing");
  }

  /** Events that the server has taken. */
  public long published() {
    return published;
  }

  @Override
  public void close() {
    stopping = true;
    line.close();
  }
}
