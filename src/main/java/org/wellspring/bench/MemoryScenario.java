package org.wellspring.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.wellspring.bench.load.HeapGauge;
import org.wellspring.bench.load.Lines;
import org.wellspring.bench.load.Sinks;
import org.wellspring.bench.load.SoapText;

/** What a subscription costs that has nothing to do. */
final class MemoryScenario implements Scenario {
  private static final int COUNT = 100_000;
  private static final int BEFORE = 1_000;
  private static final int FILTERS = 100;
  private static final int CONNECTIONS = 8;
  private static final double LIMIT = 2048;

  @Override
  public List<Result> run(Setting setting) throws IOException {
    try (Stage stage = Stage.open(Stage.NO_TRAP)) {
      subscribe(setting, stage, 0, BEFORE); // what is made once is there before we measure
      long before = HeapGauge.used();
      subscribe(setting, stage, BEFORE, BEFORE + COUNT);
      long after = HeapGauge.used();
      int there = stage.server().subscriptions().size();
      String note =
          String.format(
              Locale.ROOT,
              "%,d idle push subscriptions with %d filters; heap %,d to %,d MiB",
              COUNT,
              FILTERS,
              before >> 20,
              after >> 20);
      List<String> problems = new ArrayList<>();
      if (there != BEFORE + COUNT) {
        problems.add(BEFORE + COUNT + " were granted, " + there + " are there");
      }
      if (after <= before) {
        problems.add("the heap did not grow, so the figure says nothing: run bench memory alone");
      }
      return List.of(
          new Result(
              "memory",
              "octets/subscription",
              (after - before) / (double) COUNT,
              "allowed",
              LIMIT,
              Reach.atMost(1),
              note,
              problems));
    }
  }

  private static void subscribe(Setting setting, Stage stage, int from, int upTo)
      throws IOException {
    AtomicInteger asked = new AtomicInteger(from);
    try (Lines lines = new Lines(setting.tick(), stage.base(), CONNECTIONS)) {
      lines.run(
          line -> {
            int number = asked.getAndIncrement();
            if (number < upTo) {
              line.post("/wsman", SoapText.CONTENT_TYPE, request(number)).expect(200);
            }
          },
          () -> asked.get() < upTo);
    }
  }

  private static String request(int number) {
    return SoapText.subscribe(
        SoapText.PUSH,
        SoapText.notifyTo(Sinks.address(9, number)),
        "/b:Event[@Volume &gt; " + number % FILTERS + "]");
  }
}
