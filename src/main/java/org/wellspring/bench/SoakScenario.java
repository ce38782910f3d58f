package org.wellspring.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.wellspring.bench.load.Feeder;
import org.wellspring.bench.load.HeapGauge;

/** Half of the push rate for a while: nothing is lost and the heap stays where it was. */
final class SoakScenario implements Scenario {
  private static final int RETENTION = 2000;
  private static final int DEFAULT_SECONDS = 20;
  private static final Duration SETTLE = Duration.ofSeconds(5);
  private static final double MEBI = 1 << 20;

  /** The database frees the room of what is trimmed file by file: so much may wait for it. */
  private static final double COMPACTED_BY_AND_BY = 256;

  @Override
  public List<Result> run(Setting setting) throws IOException {
    Rig.Shape shape = Rig.Shape.PUSH;
    List<String> settings =
        List.of(
            "trap.enabled=false",
            "log.retention.events=" + RETENTION,
            "log.dedup-max=" + RETENTION); // else the ids of 100,000 events would fill up meanwhile
    try (Rig rig = Rig.open(setting.tick(), shape, settings)) {
      double full = setting.warmUp(rig::rate);
      while (rig.feeder().published() < 2 * RETENTION) { // a full log: no more growth is due
        full = rig.rate(setting.slice());
      }
      Feeder.Pace half = new Feeder.Pace(1, RETENTION / 2, full / shape.subscriptions() / 2);
      double unused = rig.rate(SETTLE, half);
      long before = HeapGauge.used();
      long diskBefore = rig.diskOctets();
      long from = rig.feeder().published();
      int seconds = setting.seconds().orElse(DEFAULT_SECONDS);
      double rate = rig.rate(Duration.ofSeconds(seconds), half);
      String note =
          String.format(
              Locale.ROOT,
              "%d s at %,.0f events/s, %,d published to %d sinks, of heap %,.0f MiB at most",
              seconds,
              rate,
              rig.feeder().published() - from,
              shape.sinks(),
              Runtime.getRuntime().maxMemory() / MEBI);
      List<String> problems = rig.problems();
      return List.of(
          new Result(
              "soak",
              "MiB of heap after",
              HeapGauge.used() / MEBI,
              "before",
              before / MEBI,
              Reach.atMost(1.1),
              note,
              problems),
          new Result(
              "soak-disk",
              "MiB of disk after",
              rig.diskOctets() / MEBI,
              "before, or 256 MiB",
              Math.max(diskBefore / MEBI, COMPACTED_BY_AND_BY),
              Reach.atMost(1.1),
              RETENTION + " events are kept; what is trimmed goes when files are compacted",
              problems));
    }
  }
}
