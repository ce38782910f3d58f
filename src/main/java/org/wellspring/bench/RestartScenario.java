package org.wellspring.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.wellspring.bench.load.EventText;
import org.wellspring.bench.load.Feeder;
import org.wellspring.bench.load.Tick;
import org.wellspring.server.ServerProcess;

/**
 * How long a server that was killed takes to serve again, its process started anew, with much to
 * bring back; beside it, how long opening its database and no more takes.
 */
final class RestartScenario implements Scenario {
  private static final int SUBSCRIPTIONS = 100_000;
  private static final long EVENTS = 10_000_000;
  private static final int FULL_SECONDS = 6;
  private static final int FILTERS = 1_000;
  private static final int OCTETS = 128;
  private static final int BATCH = 500;
  private static final double MOST_SECONDS = 5;
  private static final Duration LONGEST_START = Duration.ofMinutes(5);

  /** How much there is to bring back, and where. */
  private record Load(Tick tick, Path folder, Path config, int subscriptions, long events) {
    ServerProcess start() throws IOException {
      List<String> arguments = new ArrayList<>(List.of("--config", config.toString()));
      List<String> settings = new ArrayList<>(Stage.COMMON);
      settings.addAll(Stage.NO_TRAP);
      settings.add("log.retention.events=" + 2 * EVENTS);
      settings.add("log.retention.bytes=16GiB");
      settings.add("data.directory=" + data());
      settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
      return ServerProcess.start(List.of(), arguments, folder.resolve("server.log"));
    }

    Path data() {
      return folder.resolve("data");
    }
  }

  @Override
  public List<Result> run(Setting setting) throws IOException {
    double part = setting.part(FULL_SECONDS);
    Path folder = Files.createTempDirectory("wellspring-bench-");
    try {
      Load load =
          new Load(
              setting.tick(),
              folder,
              Stage.config(folder),
              (int) (SUBSCRIPTIONS * part),
              (long) (EVENTS * part));
      fill(load);
      return List.of(measure(load, openBare(setting.tick(), load.data().resolve("db"))));
    } finally {
      Stage.delete(folder);
    }
  }

  /** Events first: those who subscribe later are not offered them. Then it is killed. */
  private static void fill(Load load) throws IOException {
    try (ServerProcess server = load.start()) {
      URI base = server.awaitReady(LONGEST_START);
      publish(load, base);
      new IdleSubscriptions(load.tick, base, FILTERS).make(0, load.subscriptions);
      server.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void publish(Load load, URI base) throws IOException {
    EventText text = EventText.ofSize("restart", OCTETS);
    List<Feeder> feeders = new ArrayList<>();
    try {
      for (int i = 0; i < PublishScenario.PUBLISHERS; i++) {
        Feeder feeder = new Feeder(load.tick, base, text, i, Feeder.NOBODY);
        feeders.add(feeder);
        feeder.start(Feeder.Pace.full(BATCH, Integer.MAX_VALUE));
      }
      while (feeders.stream().mapToLong(Feeder::published).sum() < load.events) {
        Tick.nap();
        for (Feeder feeder : feeders) {
          feeder.check();
        }
      }
      for (Feeder feeder : feeders) {
        feeder.stop();
      }
    } finally {
      feeders.forEach(Feeder::close);
    }
  }

  private static double openBare(Tick tick, Path database) throws IOException {
    long begin = tick.nanos();
    try (Options options = new Options();
        DBOptions open = new DBOptions()) {
      List<ColumnFamilyDescriptor> families =
          RocksDB.listColumnFamilies(options, database.toString()).stream()
              .map(ColumnFamilyDescriptor::new)
              .toList();
      List<ColumnFamilyHandle> handles = new ArrayList<>();
      try (RocksDB opened = RocksDB.openReadOnly(open, database.toString(), families, handles)) {
        long unused = opened.getLatestSequenceNumber();
        handles.forEach(ColumnFamilyHandle::close);
      }
    } catch (RocksDBException e) {
      throw new IOException("bare RocksDB failed: " + e.getMessage(), e);
    }
    return (tick.nanos() - begin) / 1e9;
  }

  private static Result measure(Load load, double bare) throws IOException {
    long begin = load.tick.nanos();
    try (ServerProcess server = load.start()) {
      URI base = server.awaitReady(LONGEST_START);
      double seconds = (load.tick.nanos() - begin) / 1e9;
      String note =
          String.format(
              Locale.ROOT,
              "killed with %,d subscriptions, %,d filters and %,d events; from the start of the"
                  + " process; opening the database alone takes %.2f s",
              load.subscriptions,
              Math.min(FILTERS, load.subscriptions),
              load.events,
              bare);
      return new Result(
          "restart",
          "s to ready",
          seconds,
          "allowed",
          MOST_SECONDS,
          Reach.atMost(1),
          note,
          problems(base, load.subscriptions));
    }
  }

  private static List<String> problems(URI base, int subscriptions) throws IOException {
    String wanted = "wellspring_subscriptions{mode=\"push\"} " + (double) subscriptions;
    return metrics(base).contains(wanted)
        ? List.of()
        : List.of("not all subscriptions came back: \"" + wanted + "\" is not among the metrics");
  }

  private static String metrics(URI base) throws IOException {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(base.resolve("/metrics")).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
