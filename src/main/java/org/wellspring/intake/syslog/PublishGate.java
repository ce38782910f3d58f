package org.wellspring.intake.syslog;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.intake.EventPublisher;
import org.wellspring.log.LogUnavailable;
import org.wellspring.metrics.MeterName;
import org.wellspring.metrics.Meters;
import org.wellspring.model.Event;
import org.wellspring.model.LogPosition;

/**
 * Counts the events that are on their way into the log, and says when there are too many. Syslog
 * has no answers, so an event that the log refuses is counted and gone. Safe for use by several
 * threads.
 */
final class PublishGate {
  private static final Logger log = LoggerFactory.getLogger(PublishGate.class);

  private final EventPublisher publisher;
  private final Meters meters;
  private final int high;
  private final Runnable drained;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicBoolean failing = new AtomicBoolean();

  /**
   * @param high events in flight from which on {@link #isFull}
   * @param drained called when half of them are done after that
   */
  PublishGate(EventPublisher publisher, Meters meters, int high, Runnable drained) {
    this.publisher = publisher;
    this.meters = meters;
    this.high = high;
    this.drained = drained;
  }

  boolean isFull() {
    return inFlight.get() >= high;
  }

  boolean isDrained() {
    return inFlight.get() <= high / 2;
  }

  void publish(Event event) {
    inFlight.incrementAndGet();
    CompletableFuture<LogPosition> stored = publisher.publish(List.of(event));
    CompletableFuture<LogPosition> unused =
        stored.whenComplete((position, failure) -> settled(failure));
  }

  /** An event that was not even tried. */
  void drop() {
    meters.count(MeterName.EVENTS_REJECTED, "field", "overload");
  }

  private void settled(@org.jspecify.annotations.Nullable Throwable failure) {
    if (failure instanceof LogUnavailable) {
      meters.count(MeterName.EVENTS_REJECTED, "field", "unavailable");
    }
    if (failure == null) {
      failing.set(false);
    } else if (failing.compareAndSet(false, true)) { // once per outage
      log.warn("syslog.event-lost why={}", failure.getMessage());
    }
    if (inFlight.decrementAndGet() == high / 2) {
      drained.run();
    }
  }
}
