package org.wellspring.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Counts and times what happens. Labels are of low cardinality: never an id, never an address. Safe
 * for use by several threads.
 */
public final class Meters {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /**
   * Adds to a counter.
   *
   * @param name one of {@link MeterName}
   * @param labels name and value in turn
   */
  public void count(MeterName name, double amount, String... labels) {
    registry.counter(name.dotted(), labels).increment(amount);
  }

  /** A counter to keep, for where finding it each time would show. */
  public Count counter(MeterName name, String... labels) {
    return registry.counter(name.dotted(), labels)::increment;
  }

  /** A timer to keep, for where finding it each time would show. */
  public Stopwatch timer(MeterName name, String... labels) {
    Timer timer = registry.timer(name.dotted(), labels);
    return nanos -> timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** A counter that was found. */
  @FunctionalInterface
  public interface Count {
    void add(double amount);
  }

  /** A timer that was found. */
  @FunctionalInterface
  public interface Stopwatch {
    void took(long nanos);
  }

  public void count(MeterName name, String... labels) {
    count(name, 1, labels);
  }

  public void time(MeterName name, Duration took, String... labels) {
    registry.timer(name.dotted(), labels).record(took);
  }

  /** Shows a value that is asked for at each scrape. */
  public void gauge(MeterName name, Supplier<Number> value, String... labels) {
    Gauge.builder(name.dotted(), value)
        .tags(Tags.of(labels))
        .strongReference(true)
        .register(registry);
  }

  /** For binders of ready-made meters (JVM memory, threads). */
  public MeterRegistry registry() {
    return registry;
  }

  /** Prometheus text format 0.0.4. */
  public String scrape() {
    return registry.scrape();
  }
}
