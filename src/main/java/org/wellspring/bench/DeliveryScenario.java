package org.wellspring.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wellspring.bench.load.BarePosts;
import org.wellspring.bench.load.Feeder;
import org.wellspring.bench.load.SoapText;
import org.wellspring.bench.load.Tally;
import org.wellspring.bench.load.Tick;

/**
 * Push, fan-out and batches, compared with bare Netty posting the same bytes to the same sinks.
 *
 * @param bareConnections as many as the server opens
 */
record DeliveryScenario(String name, Rig.Shape shape, int bareConnections, Reach reach)
    implements Scenario {
  private static final Duration DRAIN = Duration.ofSeconds(5);

  static Scenario push() {
    return new DeliveryScenario("push", Rig.Shape.PUSH, 64, Reach.atLeast(0.6));
  }

  /** Four connections per sink, as delivery.sink.max-connections-per-origin has it. */
  static Scenario fanOut() {
    Rig.Shape shape = new Rig.Shape(SoapText.PUSH, "", 1000, 64, 1024, Feeder.Pace.full(1, 2));
    return new DeliveryScenario("fan-out", shape, 256, Reach.atLeast(0.6));
  }

  static Scenario batched() {
    String limit = SoapText.maxElements(100);
    Rig.Shape shape =
        new Rig.Shape(SoapText.BATCHED, limit, 64, 64, 256, Feeder.Pace.full(50, 250));
    return new DeliveryScenario("batched", shape, 64, Reach.atLeast(0.6, 150_000));
  }

  @Override
  public List<Result> run(Setting setting) throws IOException {
    try (Rig rig = Rig.open(setting.tick(), shape, Stage.NO_TRAP)) {
      double unused = setting.warmUp(rig::rate);
      byte[] sample = rig.sinks().sample();
      Tally bareTally = new Tally(bareConnections, 1);
      try (BarePosts bare = new BarePosts(sample, rig.ports(), bareConnections)) {
        Side served =
            span -> {
              rig.tell(rig.tally());
              return rig.rate(span);
            };
        Side posted =
            span -> {
              rig.tell(bareTally);
              return rate(setting.tick(), bare, bareTally, span);
            };
        unused = setting.warmUp(posted);
        Pair rates = setting.measure(served, posted);
        List<String> problems = new ArrayList<>(rig.problems());
        if (bareTally.received() != bare.posted() || !bareTally.problems(-1).isEmpty()) {
          problems.add("the limit is wrong: " + bareTally.problems(-1));
        }
        return List.of(result(rates, sample.length, problems));
      }
    }
  }

  private Result result(Pair rates, int octets, List<String> problems) {
    String note =
        String.format(
            Locale.ROOT,
            "%d subscriptions, %d sinks, messages of %,d octets",
            shape.subscriptions(),
            shape.sinks(),
            octets);
    return new Result(
        name, "events/s", rates.figure(), "bare Netty", rates.limit(), reach, note, problems);
  }

  private static double rate(Tick tick, BarePosts bare, Tally tally, Duration slice) {
    bare.run();
    double rate = Rig.middle(tick, tally, slice);
    bare.stop();
    boolean unused = tick.await(DRAIN, () -> tally.received() == bare.posted());
    return rate;
  }
}
