package org.wellspring.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.wellspring.bench.load.EventText;
import org.wellspring.bench.load.Feeder;
import org.wellspring.bench.load.HttpLine;
import org.wellspring.bench.load.Marks;
import org.wellspring.bench.load.SoapText;
import org.wellspring.bench.load.Tally;
import org.wellspring.bench.load.Tick;

/**
 * Batches of CloudEvents over HTTP, compared with storing the same events.
 *
 * @param storing what it is compared with
 */
record PublishScenario(AppendLimit storing) implements Scenario {
  static final int PUBLISHERS = 4;
  static final int BATCH = 100;
  private static final int OCTETS = 256;
  private static final int PAGE = 500;

  @Override
  public List<Result> run(Setting setting) throws IOException {
    EventText events = EventText.ofSize("publish", OCTETS);
    Tick tick = setting.tick();
    List<Feeder> feeders = new ArrayList<>();
    try (Stage stage = Stage.open(List.of("trap.enabled=false", "delivery.queue=1000"))) {
      String context =
          SoapText.textOf("EnumerationContext", stage.subscribe(SoapText.PULL, "", ""));
      for (int i = 0; i < PUBLISHERS; i++) {
        feeders.add(new Feeder(tick, stage.base(), events, i, Feeder.NOBODY));
      }
      Side publishing = span -> rate(tick, feeders, span);
      Side bare = span -> storing.eventsPerSecond(tick, events, span);
      double unused = setting.warmUp(publishing) + setting.warmUp(bare);
      Pair rates = setting.measure(publishing, bare);
      String note =
          PUBLISHERS + " publishers, batches of " + BATCH + ", events of " + OCTETS + " octets";
      return List.of(
          new Result(
              "publish",
              "events/s",
              rates.figure(),
              storing.name(),
              rates.limit(),
              Reach.atLeast(0.4, 50_000),
              note,
              check(stage, published(feeders), context)));
    } finally {
      feeders.forEach(Feeder::close);
    }
  }

  private static double rate(Tick tick, List<Feeder> feeders, Duration span) throws IOException {
    long before = published(feeders);
    long begin = tick.nanos();
    feeders.forEach(feeder -> feeder.start(Feeder.Pace.full(BATCH, Integer.MAX_VALUE)));
    tick.rest(span);
    for (Feeder feeder : feeders) {
      feeder.stop();
    }
    return (published(feeders) - before) / ((tick.nanos() - begin) / 1e9);
  }

  private static long published(List<Feeder> feeders) {
    return feeders.stream().mapToLong(Feeder::published).sum();
  }

  /** Reads back all that was accepted: each publisher's events whole, once and in their order. */
  private static List<String> check(Stage stage, long wanted, String context) throws IOException {
    Tally tally = new Tally(1, PUBLISHERS);
    try (HttpLine line = new HttpLine(stage.base())) {
      String next = context;
      long seen = 0;
      while (seen < wanted) {
        HttpLine.Answer page =
            line.post("/wsman", SoapText.CONTENT_TYPE, SoapText.pull(next, PAGE));
        if (page.status() != 200) {
          break; // the tally says what is missing
        }
        seen +=
            Marks.each(
                page.octets(), page.body(), page.end(), (stream, n) -> tally.saw(0, stream, n));
        next = PullClient.context(page);
      }
    }
    List<String> problems = new ArrayList<>(tally.problems(-1));
    if (tally.received() != wanted) {
      problems.add(tally.received() + " events can be read of " + wanted + " accepted");
    }
    return problems;
  }
}
