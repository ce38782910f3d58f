package org.wellspring.intake;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.log.EventLog;
import org.wellspring.metrics.MeterName;
import org.wellspring.metrics.Meters;
import org.wellspring.model.Event;
import org.wellspring.model.LogPosition;
import org.wellspring.model.LogRecord;
import org.wellspring.resource.ResourceCatalogue;
import org.wellspring.time.TimeSource;

/**
 * The one way into the log: checks events against the catalogue, drops repeats, appends the rest as
 * one unit.
 *
 * <p>A repeat has the {@code source} and {@code id} of an event taken within the {@link
 * DedupWindow}; it counts as accepted. The future of a batch completes with the position of the
 * last event appended, or, when all of it was known already, of its last repeat. A batch with a
 * repeat of an event that is still being stored waits until that is settled and is then looked at
 * again, as a whole: thus nobody is told "taken" of an event that was lost, and a batch remains one
 * unit.
 *
 * <p>Order: events of a batch keep their order; a batch follows those whose {@link #publish} had
 * returned before, unless it had to wait as said above.
 *
 * <p>The window is this process's own: repeats sent to two nodes of a cluster are both stored. Safe
 * for use by several threads; never blocks.
 */
public final class EventIntake implements EventPublisher {
  private static final Logger logger = LoggerFactory.getLogger(EventIntake.class);
  private static final int READ_AT_ONCE = 1_000;

  private final AdmissionCheck admission;
  private final EventLog log;
  private final Meters meters;
  private final TimeSource time;
  private final RecentEvents recent;
  private final DedupWindow window;

  public EventIntake(
      ResourceCatalogue catalogue,
      EventLog log,
      Meters meters,
      TimeSource time,
      DedupWindow window) {
    this.admission = new AdmissionCheck(catalogue);
    this.log = log;
    this.meters = meters;
    this.time = time;
    this.window = window;
    this.recent = new RecentEvents(window);
  }

  /**
   * Remembers the newest events of the log, so that a publisher who repeats what was not answered
   * before a restart is recognised. Call once, before serving; reads at most the window's number of
   * events. They count as taken now: the log does not say when they were.
   */
  public void recall() {
    LogPosition head = log.head();
    LogPosition from = new LogPosition(Math.max(log.tail().value(), head.value() - window.max()));
    long now = time.monotonicNanos();
    while (from.isBefore(head)) {
      List<LogRecord> records = log.read(from, READ_AT_ONCE);
      if (records.isEmpty()) {
        break;
      }
      records.forEach(
          record -> recent.remember(EventKey.of(record.event()), record.position(), now));
      from = records.get(records.size() - 1).position().next();
    }
    logger.info("intake.recalled events={}", recent.remembered());
  }

  @Override
  public CompletableFuture<LogPosition> publish(List<Event> events) {
    if (events.isEmpty()) {
      throw new IllegalArgumentException("nothing to publish");
    }
    try {
      admission.check(events);
    } catch (RejectedEvent refused) {
      meters.count(MeterName.EVENTS_REJECTED, "field", refused.field());
      return CompletableFuture.failedFuture(refused);
    }
    return admit(List.copyOf(events));
  }

  private CompletableFuture<LogPosition> admit(List<Event> events) {
    RecentEvents.Decision decision = recent.decide(events, time.monotonicNanos());
    if (decision.waitFor().isPresent()) {
      return decision.waitFor().get().thenCompose(settled -> admit(events));
    }
    if (decision.repeats() > 0) {
      meters.count(MeterName.EVENTS_DUPLICATE, decision.repeats());
    }
    if (decision.fresh().isEmpty()) {
      return CompletableFuture.completedFuture(decision.lastRepeat().orElseThrow());
    }
    return append(decision.fresh());
  }

  private CompletableFuture<LogPosition> append(List<Event> fresh) {
    return appendOrFail(fresh)
        .whenComplete(
            (last, failure) -> {
              recent.settle(fresh, Optional.ofNullable(last), time.monotonicNanos());
              if (failure == null) {
                meters.count(MeterName.EVENTS_APPENDED, fresh.size());
              }
            });
  }

  private CompletableFuture<LogPosition> appendOrFail(List<Event> fresh) {
    try {
      return log.append(fresh);
    } catch (RuntimeException full) { // said by throwing or by the future: the same to us
      return CompletableFuture.failedFuture(full);
    }
  }
}
