package org.wellspring.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.wellspring.bench.load.EventText;
import org.wellspring.bench.load.Feeder;
import org.wellspring.bench.load.HttpLine;
import org.wellspring.bench.load.Lines;
import org.wellspring.bench.load.PageServer;
import org.wellspring.bench.load.SoapText;
import org.wellspring.bench.load.Tick;

/**
 * Pull of 500 events at a time over kept connections, round and round over the same log by going
 * back to the first context. Compared with a file that is read and written to a socket: the same
 * requests, the same answers octet by octet, the same client.
 */
final class PullScenario implements Scenario {
  private static final int PAGE = 500;
  private static final int EVENTS = 20_000;
  private static final int OCTETS = 256;
  private static final int CLIENTS = 2;

  @Override
  public List<Result> run(Setting setting) throws IOException {
    Path file = Files.createTempFile("wellspring-bench-", ".pages");
    try (Stage stage = Stage.open(List.of("trap.enabled=false", "delivery.queue=1000"))) {
      List<String> contexts = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        String reply = stage.subscribe(SoapText.PULL, "", "");
        contexts.add(SoapText.textOf("EnumerationContext", reply));
      }
      publish(setting.tick(), stage.base());
      List<Integer> pages = record(stage.base(), contexts.get(0), file);
      try (PageServer bare = new PageServer(file, pages)) {
        return List.of(measure(setting, stage.base(), bare.base(), contexts));
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void publish(Tick tick, URI server) throws IOException {
    EventText events = EventText.ofSize("pull", OCTETS);
    try (Feeder feeder = new Feeder(tick, server, events, 0, Feeder.NOBODY)) {
      while (feeder.published() < EVENTS) {
        feeder.publish(PAGE);
      }
    }
  }

  /** Writes one round's answers to the file; returns the length of each. */
  private static List<Integer> record(URI server, String context, Path file) throws IOException {
    List<Integer> lengths = new ArrayList<>();
    try (PullClient client = new PullClient(server, context, EVENTS, PAGE);
        OutputStream out = Files.newOutputStream(file)) {
      while (!client.isAtEnd()) {
        HttpLine.Answer page = client.pull();
        out.write(page.octets(), page.begin(), page.end() - page.begin());
        lengths.add(page.end() - page.begin());
      }
    }
    return lengths;
  }

  private static Result measure(Setting setting, URI server, URI bare, List<String> contexts)
      throws IOException {
    List<PullClient> served = clients(server, contexts);
    List<PullClient> scanned = clients(bare, contexts);
    try {
      Side pulling = span -> rate(setting.tick(), served, span);
      Side scanning = span -> rate(setting.tick(), scanned, span);
      double unused = setting.warmUp(pulling) + setting.warmUp(scanning);
      Pair rates = setting.measure(pulling, scanning);
      List<String> problems = new ArrayList<>();
      served.forEach(client -> problems.addAll(client.problems()));
      scanned.forEach(client -> problems.addAll(client.problems()));
      return new Result(
          "pull",
          "events/s",
          rates.figure(),
          "file to socket",
          rates.limit(),
          Reach.atLeast(0.2, 100_000),
          CLIENTS + " clients, " + PAGE + " events of " + OCTETS + " octets in a reply",
          problems);
    } finally {
      served.forEach(PullClient::close);
      scanned.forEach(PullClient::close);
    }
  }

  private static List<PullClient> clients(URI server, List<String> contexts) throws IOException {
    List<PullClient> clients = new ArrayList<>();
    for (String context : contexts) {
      clients.add(new PullClient(server, context, EVENTS, PAGE));
    }
    return clients;
  }

  private static double rate(Tick tick, List<PullClient> clients, Duration span)
      throws IOException {
    LongAdder pulled = new LongAdder();
    List<IOException> failures = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    long begin = tick.nanos();
    for (PullClient client : clients) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  while (tick.nanos() - begin < span.toNanos()) {
                    pulled.add(pullOnce(client));
                  }
                } catch (IOException e) {
                  synchronized (failures) {
                    failures.add(e);
                  }
                }
              },
              "bench-pull");
      threads.add(thread);
      thread.start();
    }
    Lines.join(threads);
    if (!failures.isEmpty()) {
      throw new IOException("pulling failed: " + failures.get(0).getMessage(), failures.get(0));
    }
    return pulled.sum() / ((tick.nanos() - begin) / 1e9);
  }

  private static long pullOnce(PullClient client) throws IOException {
    if (client.isAtEnd()) {
      client.beginAnew();
    }
    long before = client.expected();
    client.pull();
    return client.expected() - before;
  }
}
