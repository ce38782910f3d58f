package org.wellspring.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.wellspring.bench.load.Arrivals;
import org.wellspring.bench.load.EventText;
import org.wellspring.bench.load.Feeder;
import org.wellspring.bench.load.Sinks;
import org.wellspring.bench.load.SoapText;
import org.wellspring.bench.load.Tally;
import org.wellspring.bench.load.Tick;

/** A server, sinks with subscriptions of one kind, and a publisher: what all pushing needs. */
final class Rig implements AutoCloseable {
  private static final Duration DRAIN = Duration.ofSeconds(30);
  private static final Duration RUN_IN = Duration.ofMillis(150);

  /**
   * How many of what.
   *
   * @param delivery what stands in Delivery beside NotifyTo
   * @param subscriptions go round the sinks
   * @param octets of one event's element
   */
  record Shape(
      String mode, String delivery, int subscriptions, int sinks, int octets, Feeder.Pace pace) {
    static final Shape PUSH = new Shape(SoapText.PUSH, "", 64, 64, 1024, Feeder.Pace.full(16, 128));

    Shape withSubscriptions(int count) {
      return new Shape(mode, delivery, count, count, octets, pace);
    }
  }

  private final Tick tick;
  private final Shape shape;
  private final Tally tally;
  private final Sinks sinks;
  private final List<Integer> ports;
  private final Stage stage;
  private final Feeder feeder;

  /** Opens all of it; what was begun is closed again on failure. */
  static Rig open(Tick tick, Shape shape, List<String> settings) throws IOException {
    Stage stage = Stage.open(settings);
    try {
      Rig rig = new Rig(tick, shape, stage);
      rig.subscribeAll();
      return rig;
    } catch (IOException | RuntimeException e) {
      stage.close();
      throw e;
    }
  }

  private Rig(Tick tick, Shape shape, Stage stage) throws IOException {
    this.tick = tick;
    this.shape = shape;
    this.stage = stage;
    this.tally = new Tally(shape.subscriptions, 1);
    EventText events = EventText.ofSize("rig", shape.octets);
    this.feeder =
        new Feeder(tick, stage.base(), events, 0, () -> tally.received() / shape.subscriptions);
    this.sinks = new Sinks(tally);
    this.ports = sinks.open(shape.sinks);
  }

  private void subscribeAll() throws IOException {
    for (int i = 0; i < shape.subscriptions; i++) {
      subscribe(ports.get(i % ports.size()), i);
    }
  }

  private void subscribe(int port, int index) throws IOException {
    String delivery = SoapText.notifyTo(Sinks.address(port, index)) + shape.delivery;
    String unused = stage.subscribe(shape.mode, delivery, "");
  }

  /** One more subscription, in whose sink something is wrong. */
  void subscribeBad(Sinks.Manner manner, int index) throws IOException {
    subscribe(sinks.open(manner), index);
  }

  void tell(Arrivals arrivals) {
    sinks.tell(arrivals);
  }

  Tally tally() {
    return tally;
  }

  List<Integer> ports() {
    return ports;
  }

  Sinks sinks() {
    return sinks;
  }

  Feeder feeder() {
    return feeder;
  }

  /** Deliveries per second at the shape's pace, in the middle of a run; drained afterwards. */
  double rate(Duration slice) throws IOException {
    return rate(slice, shape.pace);
  }

  double rate(Duration slice, Feeder.Pace pace) throws IOException {
    feeder.start(pace);
    double rate = middle(tick, tally, slice);
    feeder.stop();
    boolean unused =
        tick.await(DRAIN, () -> tally.received() >= feeder.published() * shape.subscriptions);
    return rate;
  }

  /** What arrives in a second while something is running, once it runs. */
  static double middle(Tick tick, Tally tally, Duration slice) {
    tick.rest(RUN_IN);
    long before = tally.received();
    long begin = tick.nanos();
    tick.rest(slice);
    return (tally.received() - before) / ((tick.nanos() - begin) / 1e9);
  }

  /** Octets of the server's data on disk. */
  long diskOctets() throws IOException {
    return stage.diskOctets();
  }

  List<String> problems() {
    return tally.problems(feeder.published());
  }

  @Override
  public void close() {
    feeder.close();
    stage.close();
    sinks.close();
  }
}
