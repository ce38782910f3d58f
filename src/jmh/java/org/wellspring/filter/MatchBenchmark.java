package org.wellspring.filter;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.wellspring.bench.filters.FilterMix;
import org.wellspring.bench.filters.FilterSet;
import org.wellspring.config.SubscriptionConfig;
import org.wellspring.model.Event;
import org.wellspring.server.Filters;
import org.wellspring.time.SystemTime;

/** Who of so many wants an event: ten do. By the index, and by asking each. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MatchBenchmark {
  private static final int EVENTS = 512;

  @Param({"1000", "100000"})
  public int filters;

  private final FilterSet set = new FilterSet();
  private final Event[] events = new Event[EVENTS];
  private int next;

  @Setup(Level.Trial)
  public void fill() {
    FilterMix mix = new FilterMix(Filters.of(SubscriptionConfig.DEFAULTS, new SystemTime()));
    for (int i = 0; i < filters; i++) {
      set.add(mix, mix.spec(i));
    }
    for (int i = 0; i < EVENTS; i++) {
      events[i] = FilterMix.event((int) ((long) i * (filters / FilterMix.GROUP) / EVENTS));
    }
  }

  private Event event() {
    next = (next + 1) % EVENTS;
    return events[next];
  }

  @Benchmark
  public int byTheIndex() {
    return set.match(event());
  }

  @Benchmark
  public int byAskingEach() {
    return set.ask(event());
  }
}
