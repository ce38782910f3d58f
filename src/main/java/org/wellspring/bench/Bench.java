package org.wellspring.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.wellspring.bench.load.Tick;
import org.wellspring.time.SystemTime;

/** Runs scenarios one after the other and says what came out. */
public final class Bench {
  private static final int WARM_UP_SECONDS = 5;

  /** Needs two gigabytes of heap. */
  private static final String ONLY_WHEN_ASKED = "filters-million";

  /** How the results are shown. */
  public enum Format {
    LINES,
    JSON
  }

  private final PrintWriter out;
  private final PrintWriter progress;
  private final Format format;
  private final Map<String, Scenario> scenarios = scenarios();

  /**
   * @param progress where to say what is going on, when {@code out} is for a program
   */
  public Bench(PrintWriter out, PrintWriter progress, Format format) {
    this.out = out;
    this.progress = progress;
    this.format = format;
  }

  private static Map<String, Scenario> scenarios() {
    Map<String, Scenario> all = new LinkedHashMap<>();
    all.put("memory", MemoryScenario.hundredThousand()); // first: what others leave would go later
    all.put("memory-million", MemoryScenario.million());
    all.put("push", DeliveryScenario.push());
    all.put("fan-out", DeliveryScenario.fanOut());
    all.put("batched", DeliveryScenario.batched());
    all.put("pull", new PullScenario());
    all.put("trap", new TrapScenario());
    all.put("publish", new PublishScenario(new RocksAppendLimit()));
    all.put("subscribe", new SubscribeScenario());
    all.put("latency", new LatencyScenario());
    all.put("isolation", new IsolationScenario());
    all.put("restart", new RestartScenario());
    all.put("filters", new FiltersScenario());
    all.put("soak", new SoakScenario());
    all.put(ONLY_WHEN_ASKED, new FiltersMillionScenario());
    return all;
  }

  /** The words by which scenarios are asked for, in the order in which they run. */
  public static List<String> names() {
    return List.copyOf(scenarios().keySet());
  }

  private static List<String> usual() {
    return names().stream().filter(name -> !name.equals(ONLY_WHEN_ASKED)).toList();
  }

  /**
   * Runs scenarios.
   *
   * @param names of {@link #names}; none: all but the one that needs two gigabytes
   * @param seconds measured per scenario, beside warming up; empty: each one's own
   * @return whether all could be run and none lost, doubled or reordered an event; whether the
   *     reach was met does not matter
   */
  public boolean run(List<String> names, OptionalInt seconds) {
    List<Result> results = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    String machine = Report.machine();
    say(machine);
    try (SystemTime time = new SystemTime()) {
      Scenario.Setting setting = new Scenario.Setting(new Tick(time), seconds, WARM_UP_SECONDS);
      for (String name : names.isEmpty() ? usual() : names) {
        run(name, setting, results, failures);
      }
    }
    if (format == Format.JSON) {
      out.println(Report.json(results, failures, machine));
    } else {
      out.println();
      out.print(Report.table(results));
      out.println();
      out.println(Report.machine());
    }
    out.flush();
    return failures.isEmpty() && results.stream().allMatch(result -> result.problems().isEmpty());
  }

  private void run(
      String name, Scenario.Setting setting, List<Result> results, List<String> failures) {
    Scenario scenario = scenarios.get(name);
    if (scenario == null) {
      throw new IllegalArgumentException("no scenario " + name + "; there are " + names());
    }
    try {
      for (Result result : scenario.run(setting)) {
        results.add(result);
        say(Report.line(result));
      }
    } catch (IOException | RuntimeException e) { // the other scenarios are still worth running
      failures.add(name + ": " + e);
      say(name + " could not be run: " + e);
    }
  }

  private void say(String text) {
    PrintWriter where = format == Format.JSON ? progress : out;
    where.println(text);
    where.flush();
  }
}
