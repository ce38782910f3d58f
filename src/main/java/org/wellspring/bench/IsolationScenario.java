package org.wellspring.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.wellspring.bench.load.Sinks.Manner;
import org.wellspring.bench.load.Tally;

/** What the healthy subscribers get when one sink hangs and one is slow. */
final class IsolationScenario implements Scenario {
  private static final int HEALTHY = 62;

  @Override
  public List<Result> run(Setting setting) throws IOException {
    Rig.Shape shape = Rig.Shape.PUSH.withSubscriptions(HEALTHY);
    try (Rig alone = Rig.open(setting.tick(), shape, Stage.NO_TRAP);
        Rig troubled = Rig.open(setting.tick(), shape, Stage.NO_TRAP)) {
      Tally bad = new Tally(2, 1);
      troubled.tell(
          (subscription, stream, number) -> {
            if (subscription < HEALTHY) {
              troubled.tally().saw(subscription, stream, number);
            } else {
              bad.saw(subscription - HEALTHY, stream, number);
            }
          });
      troubled.subscribeBad(Manner.SLOW, HEALTHY);
      troubled.subscribeBad(Manner.HUNG, HEALTHY + 1);
      double unused = setting.warmUp(alone::rate) + setting.warmUp(troubled::rate);
      Pair rates = setting.measure(troubled::rate, alone::rate);
      return List.of(result(rates, alone, troubled, bad));
    }
  }

  private static Result result(Pair rates, Rig alone, Rig troubled, Tally bad) {
    List<String> problems = new ArrayList<>(alone.problems());
    problems.addAll(troubled.problems());
    problems.addAll(bad.problems(-1));
    if (bad.reached(0, 0) == 0) {
      problems.add("the slow sink got nothing");
    }
    String note =
        HEALTHY
            + " healthy sinks, 1 hung, 1 at 10 events/s (it got "
            + bad.received()
            + " in order)";
    return new Result(
        "isolation",
        "events/s",
        rates.figure(),
        "without the bad sinks",
        rates.limit(),
        Reach.atLeast(0.95),
        note,
        problems);
  }
}
