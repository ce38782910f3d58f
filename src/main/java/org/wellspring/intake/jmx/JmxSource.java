package org.wellspring.intake.jmx;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.management.Notification;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.intake.EventPublisher;
import org.wellspring.intake.EventSource;
import org.wellspring.lane.Lane;
import org.wellspring.log.LogUnavailable;
import org.wellspring.metrics.MeterName;
import org.wellspring.metrics.Meters;
import org.wellspring.model.Event;
import org.wellspring.model.LogPosition;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SelectorSet;
import org.wellspring.time.TimeSource;
import org.wellspring.time.TimerKey;
import org.wellspring.time.Timers;
import org.wellspring.xml.XmlElement;

/**
 * Publishes what a JVM's MBeans report: their notifications, and attributes that cross a threshold.
 * The action is the resource URI, {@code /} and the body's local name; the selector {@code
 * ObjectName} says which MBean.
 *
 * <p>Another JVM that cannot be reached, or is lost, is tried again after 1 s, 2 s, 4 s and so on,
 * at most every minute; what it reported meanwhile is lost, as JMX keeps nothing.
 *
 * <p>All work is done on the lane, which may block on the other JVM, so no one who is in a hurry
 * should share it. When its queue is full, notifications are dropped and counted.
 */
public final class JmxSource implements EventSource {
  private static final Logger log = LoggerFactory.getLogger(JmxSource.class);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

  private final ResourceUri resource;
  private final JmxTarget target;
  private final JmxWatch watch;
  private final EventPublisher publisher;
  private final Meters meters;
  private final Clockwork clockwork;
  private final ThresholdPoller poller;
  private final TimerKey pollKey = new TimerKey(this, "poll");
  private final TimerKey retryKey = new TimerKey(this, "reconnect");

  private JmxTarget.@Nullable Link link;
  private @Nullable NotificationTap tap;
  private Duration nextRetry = FIRST_RETRY;
  private boolean running;

  /** Where a source gets its time, and the lane it works on. */
  public record Clockwork(TimeSource time, Timers timers, Lane lane) {}

  public JmxSource(
      ResourceUri resource,
      JmxTarget target,
      JmxWatch watch,
      EventPublisher publisher,
      Meters meters,
      Clockwork clockwork) {
    this.resource = resource;
    this.target = target;
    this.watch = watch;
    this.publisher = publisher;
    this.meters = meters;
    this.clockwork = clockwork;
    this.poller =
        new ThresholdPoller(
            watch, (mbean, body) -> publish(mbean, body, clockwork.time().wallClock()));
  }

  /** Connects on the lane: a JVM that is not there yet is no failure. */
  @Override
  public void start() {
    clockwork
        .lane()
        .post(
            () -> {
              running = true;
              connect();
            });
  }

  /** Ends on the lane, behind what is queued there. */
  @Override
  public void close() {
    clockwork
        .lane()
        .post(
            () -> {
              running = false;
              disconnect();
            });
  }

  private void connect() {
    clockwork.lane().assertOwner();
    if (!running || link != null) {
      return;
    }
    try {
      JmxTarget.Link[] opened = new JmxTarget.Link[1];
      opened[0] = target.connect(() -> clockwork.lane().post(() -> lost(opened[0], "closed")));
      link = opened[0];
      NotificationTap listening =
          new NotificationTap(
              opened[0].server(), watch.notifications(), this::heard, this::registered);
      tap = listening;
      listening.open();
      nextRetry = FIRST_RETRY;
      log.info("jmx.connected target={}", target.describe());
      poll();
    } catch (IOException | SecurityException e) {
      retry(e.getMessage());
    }
  }

  private void lost(JmxTarget.@Nullable Link which, String why) {
    if (running && which != null && which == link) {
      retry(why);
    }
  }

  private void retry(@Nullable String why) {
    disconnect();
    log.warn("jmx.unreachable target={} retry-in={} why={}", target.describe(), nextRetry, why);
    clockwork.timers().arm(retryKey, nextRetry, () -> clockwork.lane().post(this::connect));
    Duration doubled = nextRetry.multipliedBy(2);
    nextRetry = doubled.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : doubled;
  }

  private void disconnect() {
    clockwork.timers().cancel(pollKey);
    clockwork.timers().cancel(retryKey);
    NotificationTap listening = tap;
    JmxTarget.Link open = link;
    tap = null;
    link = null;
    if (listening != null) {
      listening.close();
    }
    if (open != null) {
      open.close();
    }
  }

  private void poll() {
    JmxTarget.Link open = link;
    if (open == null || watch.thresholds().isEmpty()) {
      return;
    }
    try {
      poller.poll(open.server());
      clockwork.timers().arm(pollKey, watch.pollEvery(), () -> clockwork.lane().post(this::poll));
    } catch (IOException e) {
      retry(e.getMessage());
    }
  }

  private void registered(ObjectName name) {
    clockwork
        .lane()
        .post(
            () -> {
              NotificationTap listening = tap;
              if (listening == null) {
                return;
              }
              try {
                listening.replaced(name);
              } catch (IOException e) {
                retry(e.getMessage());
              }
            });
  }

  /** On a thread of the JVM, which must not be kept. */
  private void heard(ObjectName mbean, Notification notification) {
    boolean taken =
        clockwork
            .lane()
            .offer(
                () ->
                    publish(
                        mbean,
                        JmxEvents.of(notification, mbean),
                        Instant.ofEpochMilli(notification.getTimeStamp())));
    if (!taken) {
      meters.count(MeterName.EVENTS_REJECTED, "field", "overload");
    }
  }

  private void publish(ObjectName mbean, XmlElement body, Instant when) {
    Event event =
        Event.of(
            resource,
            SelectorSet.of("ObjectName", mbean.getCanonicalName()),
            UUID.randomUUID().toString(),
            resource + "/" + body.name().local(),
            when,
            body);
    CompletableFuture<LogPosition> unused =
        publisher
            .publish(List.of(event))
            .whenComplete((position, failure) -> settled(event, failure));
  }

  private void settled(Event event, @Nullable Throwable failure) {
    if (failure == null) {
      return;
    }
    if (failure instanceof LogUnavailable) {
      meters.count(MeterName.EVENTS_REJECTED, "field", "unavailable");
    }
    log.warn("jmx.event-lost action={} why={}", event.action(), failure.getMessage());
  }
}
