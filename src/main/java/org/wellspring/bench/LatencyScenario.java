package org.wellspring.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;
import org.wellspring.bench.load.BarePosts;
import org.wellspring.bench.load.EventText;
import org.wellspring.bench.load.Feeder;
import org.wellspring.bench.load.Relay;
import org.wellspring.bench.load.Samples;
import org.wellspring.bench.load.Tally;
import org.wellspring.bench.load.Tick;

/**
 * From the moment an event should have been published to its arrival at each sink, at half of the
 * rate that push reaches, compared with a relay that does nothing but pass on.
 */
final class LatencyScenario implements Scenario {
  private static final int REMEMBERED = 1 << 16;
  private static final Duration DRAIN = Duration.ofSeconds(10);
  private static final double MILLI = 1e6;

  @Override
  public List<Result> run(Setting setting) throws IOException {
    Tick tick = setting.tick();
    Rig.Shape shape = Rig.Shape.PUSH;
    try (Rig rig = Rig.open(tick, shape, Stage.NO_TRAP)) {
      double perSecond = setting.warmUp(rig::rate) / shape.subscriptions() / 2;
      Tally echoTally = new Tally(shape.subscriptions(), 1);
      EventText events = EventText.ofSize("echo", shape.octets());
      try (BarePosts bare =
              new BarePosts(rig.sinks().sample(), rig.ports(), shape.subscriptions());
          Relay relay = new Relay(bare::postOnce);
          Feeder echo = new Feeder(tick, relay.base(), events, 0, Feeder.NOBODY)) {
        Course served = new Course(tick, rig, rig.feeder(), rig.tally(), perSecond);
        Course passed = new Course(tick, rig, echo, echoTally, perSecond);
        double unused = setting.warmUp(served) + setting.warmUp(passed);
        served.samples.clear();
        passed.samples.clear();
        Pair alsoUnused = setting.measure(served, passed);
        List<String> problems = new ArrayList<>(rig.problems());
        problems.addAll(echoTally.problems(echo.published()));
        return List.of(result(served.samples, passed.samples, alsoUnused.figure(), problems));
      }
    }
  }

  private static Result result(
      Samples served, Samples passed, double perSecond, List<String> problems) {
    String note =
        String.format(
            Locale.ROOT,
            "p50 %.2f max %.1f ms; echo p50 %.2f max %.1f ms; %.0f events/s to 64 sinks",
            served.at(0.5) / MILLI,
            served.at(1) / MILLI,
            passed.at(0.5) / MILLI,
            passed.at(1) / MILLI,
            perSecond);
    return new Result(
        "latency",
        "ms p99",
        served.at(0.99) / MILLI,
        "echo's p99",
        passed.at(0.99) / MILLI,
        Reach.atMost(10),
        note,
        problems);
  }

  /** One of the two sides. Times count from when an event was due, however late it was sent. */
  private static final class Course implements Side {
    private final Tick tick;
    private final Rig rig;
    private final Feeder feeder;
    private final Tally tally;
    private final double perSecond;
    private final AtomicLongArray due = new AtomicLongArray(REMEMBERED);
    private final Samples samples = new Samples();

    Course(Tick tick, Rig rig, Feeder feeder, Tally tally, double perSecond) {
      this.tick = tick;
      this.rig = rig;
      this.feeder = feeder;
      this.tally = tally;
      this.perSecond = perSecond;
    }

    @Override
    public double rate(Duration span) throws IOException {
      rig.tell(
          (subscription, stream, number) -> {
            samples.add(tick.nanos() - due.get((int) (number % REMEMBERED)));
            tally.saw(subscription, stream, number);
          });
      long begin = tick.nanos();
      int count = (int) (span.toNanos() / 1e9 * perSecond);
      for (int i = 0; i < count; i++) {
        long at = begin + (long) (i / perSecond * 1e9);
        tick.until(at);
        due.set((int) (feeder.published() % REMEMBERED), at);
        feeder.publish(1);
      }
      double rate = count / ((tick.nanos() - begin) / 1e9);
      int sinks = Rig.Shape.PUSH.subscriptions();
      boolean unused = tick.await(DRAIN, () -> tally.received() >= feeder.published() * sinks);
      return rate;
    }
  }
}
