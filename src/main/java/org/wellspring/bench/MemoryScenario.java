package org.wellspring.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wellspring.bench.load.HeapGauge;

/**
 * What a subscription costs that has nothing to do.
 *
 * @param count how many are weighed
 */
record MemoryScenario(String name, int count) implements Scenario {
  private static final int BEFORE = 1_000;
  private static final int FILTERS = 100;
  private static final double LIMIT = 2048;
  private static final int FULL_SECONDS = 6;

  static Scenario hundredThousand() {
    return new MemoryScenario("memory", 100_000);
  }

  static Scenario million() {
    return new MemoryScenario("memory-million", 1_000_000);
  }

  @Override
  public List<Result> run(Setting setting) throws IOException {
    int weighed = (int) (count * setting.part(FULL_SECONDS));
    try (Stage stage =
        Stage.open(
            List.of(
                "trap.enabled=false",
                "subscription.max-total=2000000",
                "subscription.max-per-principal=2000000"))) {
      IdleSubscriptions idle = new IdleSubscriptions(setting.tick(), stage.base(), FILTERS);
      idle.make(0, BEFORE); // what is made once is there before we measure
      long before = HeapGauge.used();
      idle.make(BEFORE, BEFORE + weighed);
      long after = HeapGauge.used();
      int there = stage.server().subscriptions().size();
      String note =
          String.format(
              Locale.ROOT,
              "%,d idle push subscriptions with %d filters; heap %,d to %,d MiB",
              weighed,
              FILTERS,
              before >> 20,
              after >> 20);
      List<String> problems = new ArrayList<>();
      if (there != BEFORE + weighed) {
        problems.add(BEFORE + weighed + " were granted, " + there + " are there");
      }
      if (after <= before) {
        problems.add("the heap did not grow, so the figure says nothing: run bench memory alone");
      }
      return List.of(
          new Result(
              name,
              "octets/subscription",
              (after - before) / (double) weighed,
              "allowed",
              LIMIT,
              Reach.atMost(1),
              note,
              problems));
    }
  }
}
