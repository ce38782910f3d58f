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
import org.wellspring.filter.predicate.EventView;
import org.wellspring.model.Event;
import org.wellspring.model.FilterSpec;
import org.wellspring.server.Filters;
import org.wellspring.time.SystemTime;

/** Each kind of filter of the mix by itself: compiled, added to and removed from 10,000, tested. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DialectBenchmark {
  private static final int OTHERS = 10_000;

  @Param({"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"})
  public int kind;

  private final FilterMix mix =
      new FilterMix(Filters.of(SubscriptionConfig.DEFAULTS, new SystemTime()));

  private final FilterSet set = new FilterSet();
  private final Event event = FilterMix.event(1);
  private FilterSpec spec = mix.spec(0);
  private Filter filter = Filter.ALL;

  @Setup(Level.Trial)
  public void fill() {
    for (int i = 0; i < OTHERS; i++) {
      set.add(mix, mix.spec(i));
    }
    spec = mix.spec(FilterMix.GROUP * OTHERS + kind);
    filter = mix.compile(mix.spec(FilterMix.GROUP + kind));
  }

  @Benchmark
  public Filter compile() {
    return mix.compile(spec);
  }

  @Benchmark
  public int compileAddAndRemove() {
    set.add(mix, spec);
    set.removeLast();
    return set.size();
  }

  @Benchmark
  public Verdict test() {
    return filter.test(EventView.of(event));
  }
}
