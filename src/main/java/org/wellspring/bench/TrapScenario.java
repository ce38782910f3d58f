package org.wellspring.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.wellspring.bench.load.BareDatagrams;
import org.wellspring.bench.load.EventText;
import org.wellspring.bench.load.Feeder;
import org.wellspring.bench.load.SoapText;
import org.wellspring.bench.load.Tally;
import org.wellspring.bench.load.Tick;
import org.wellspring.bench.load.TrapReceiver;

/**
 * Each event to sixteen multicast groups on loopback, sent once, compared with bare Netty sending
 * the same datagrams. On both sides so few are under way at once that the receiver's buffer holds
 * them: nothing may be lost.
 */
final class TrapScenario implements Scenario {
  private static final int GROUPS = 16;
  private static final int WINDOW = 256;
  private static final int BATCH = 4;
  private static final int OCTETS = 1024;
  private static final Duration DRAIN = Duration.ofSeconds(3);

  @Override
  public List<Result> run(Setting setting) throws IOException {
    Tally tally = new Tally(GROUPS, 1);
    try (TrapReceiver receiver = new TrapReceiver(GROUPS, tally);
        Stage stage = Stage.open(settings(receiver))) {
      for (int i = 0; i < GROUPS; i++) { // another filter makes another group
        String unused = stage.subscribe(SoapText.TRAP, "", "/b:Event[@Seq != 'no-" + i + "']");
      }
      EventText events = EventText.ofSize("trap", OCTETS);
      try (Feeder feeder =
          new Feeder(setting.tick(), stage.base(), events, 0, () -> tally.received() / GROUPS)) {
        return List.of(measure(setting, receiver, tally, feeder));
      }
    }
  }

  private static List<String> settings(TrapReceiver receiver) {
    return List.of(
        "trap.port=" + receiver.port(), "trap.groups=" + receiver.range(), "trap.repeat=0");
  }

  private static Result measure(Setting setting, TrapReceiver receiver, Tally tally, Feeder feeder)
      throws IOException {
    Tick tick = setting.tick();
    Side served =
        span -> {
          receiver.tell(tally);
          return servedRate(tick, tally, feeder, span);
        };
    double unused = setting.warmUp(served);
    Tally bareTally = new Tally(GROUPS, 1);
    try (BareDatagrams bare =
        new BareDatagrams(receiver.samples(), receiver.port(), WINDOW, bareTally::received)) {
      Side sent =
          span -> {
            receiver.tell(bareTally);
            return bareRate(tick, bareTally, bare, span);
          };
      unused = setting.warmUp(sent);
      Pair rates = setting.measure(served, sent);
      List<String> problems = new ArrayList<>(tally.problems(feeder.published()));
      if (bareTally.received() != bare.sent() || !bareTally.problems(-1).isEmpty()) {
        problems.add("the limit is wrong: " + bareTally.problems(-1));
      }
      return new Result(
          "trap",
          "datagrams/s",
          rates.figure(),
          "bare Netty",
          rates.limit(),
          Reach.atLeast(0.6),
          GROUPS + " groups, events of " + OCTETS + " octets, no repeats",
          problems);
    }
  }

  private static double servedRate(Tick tick, Tally tally, Feeder feeder, Duration slice)
      throws IOException {
    feeder.start(Feeder.Pace.full(BATCH, WINDOW / GROUPS));
    double rate = Rig.middle(tick, tally, slice);
    feeder.stop();
    boolean unused = tick.await(DRAIN, () -> tally.received() == feeder.published() * GROUPS);
    return rate;
  }

  private static double bareRate(Tick tick, Tally tally, BareDatagrams bare, Duration slice) {
    bare.run();
    double rate = Rig.middle(tick, tally, slice);
    bare.stop();
    boolean unused = tick.await(DRAIN, () -> tally.received() == bare.sent());
    return rate;
  }
}
