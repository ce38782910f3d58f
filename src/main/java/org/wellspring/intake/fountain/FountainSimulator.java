package org.wellspring.intake.fountain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.intake.EventPublisher;
import org.wellspring.intake.EventSource;
import org.wellspring.lane.Lane;
import org.wellspring.model.Event;
import org.wellspring.model.LogPosition;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SelectorSet;
import org.wellspring.resource.fountain.FountainProvider;
import org.wellspring.time.TimeSource;
import org.wellspring.time.TimerKey;
import org.wellspring.time.Timers;
import org.wellspring.xml.XmlElement;

/**
 * Raises {@code <fcs:Usage Time="…" Volume="4.3"/>} as a school would: see {@link Timetable}. Its
 * clock begins at 8:55 of a school day and runs {@link SimulatorSettings#speed} times as fast as
 * ours; {@code Time} is by that clock, the event's own time by ours.
 *
 * <p>Uses come at random (a Poisson process whose rate the timetable sets); with a least rate, the
 * gaps are bounded too. At most {@value #MAX_IN_FLIGHT} batches are on their way into the log:
 * while it is slower than that, people go thirsty. State is owned by the lane.
 */
public final class FountainSimulator implements EventSource {
  private static final Logger log = LoggerFactory.getLogger(FountainSimulator.class);
  private static final int MAX_IN_FLIGHT = 16;
  private static final int MAX_BATCH = 500;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX");

  private final ResourceUri resource;
  private final FountainProvider fountains;
  private final EventPublisher publisher;
  private final TimeSource time;
  private final Timers timers;
  private final Lane lane;
  private final RandomGenerator random;
  private final SimulatorSettings settings;
  private final ZoneId zone;
  private final TimerKey key = new TimerKey(this, "use");

  private @Nullable UseClock clock;
  private String idPrefix = "";
  private long count;
  private int inFlight;

  /** Where a simulator gets its time, the zone the school is in, and the lane it works on. */
  public record Clockwork(TimeSource time, Timers timers, ZoneId zone, Lane lane) {}

  public FountainSimulator(
      ResourceUri resource,
      FountainProvider fountains,
      EventPublisher publisher,
      Clockwork clockwork,
      RandomGenerator random,
      SimulatorSettings settings) {
    this.resource = resource;
    this.fountains = fountains;
    this.publisher = publisher;
    this.time = clockwork.time();
    this.timers = clockwork.timers();
    this.zone = clockwork.zone();
    this.lane = clockwork.lane();
    this.random = random;
    this.settings = settings;
  }

  @Override
  public void start() {
    lane.post(
        () -> {
          LocalDateTime begin =
              Timetable.begin(time.wallClock().atZone(zone).toLocalDate(), settings);
          idPrefix =
              Long.toString(time.wallClock().toEpochMilli(), 36)
                  + "-"
                  + Integer.toHexString(random.nextInt())
                  + "-";
          clock = new UseClock(begin, time.monotonicNanos(), settings, random);
          log.info("simulator.started clock={} speed={}", begin, settings.speed());
          turn();
        });
  }

  @Override
  public void close() {
    timers.cancel(key);
    lane.post(
        () -> {
          clock = null;
          timers.cancel(key);
        });
  }

  /** All uses that are due by now become events; then the next one is waited for. */
  private void turn() {
    lane.assertOwner();
    UseClock current = clock;
    if (current == null) {
      return;
    }
    long now = time.monotonicNanos();
    List<Event> due = new ArrayList<>();
    while (current.nextNanos() - now <= 0 && due.size() < MAX_BATCH) {
      if (current.isUse() && inFlight < MAX_IN_FLIGHT) {
        use(current.simulated()).ifPresent(due::add);
      }
      current.advance();
    }
    current.skipTo(now); // far behind: the machine slept, or the speed is too much for it
    if (!due.isEmpty()) {
      publish(due);
    }
    Duration wait = Duration.ofNanos(Math.max(0, current.nextNanos() - now));
    timers.arm(key, wait, () -> lane.post(this::turn));
  }

  private Optional<Event> use(LocalDateTime simulated) {
    List<String> ids = fountains.ids();
    if (ids.isEmpty()) {
      return Optional.empty();
    }
    String id = ids.get(random.nextInt(ids.size()));
    BigDecimal litres = litres();
    fountains.addVolume(id, litres);
    XmlElement body =
        XmlElement.builder(FountainProvider.NAMESPACE, "Usage", FountainProvider.PREFIX)
            .attribute("Time", simulated.atZone(zone).format(TIME))
            .attribute("Volume", litres.toPlainString())
            .build();
    return Optional.of(
        Event.of(
            resource,
            SelectorSet.of(FountainProvider.SELECTOR, id),
            idPrefix + count++,
            resource + "/Usage",
            time.wallClock(),
            body));
  }

  /** A sip, a bottle, or a pot of water for the painters. */
  private BigDecimal litres() {
    double kind = random.nextDouble();
    double litres;
    if (kind < 0.65) {
      litres = random.nextDouble(0.1, 0.5);
    } else if (kind < 0.85) {
      litres = random.nextDouble(0.5, 2);
    } else {
      litres = random.nextDouble(2, 8);
    }
    return BigDecimal.valueOf(litres).setScale(1, RoundingMode.HALF_UP);
  }

  private void publish(List<Event> due) {
    inFlight++;
    CompletableFuture<LogPosition> unused =
        publisher
            .publish(due)
            .whenComplete((position, failure) -> lane.post(() -> settled(failure)));
  }

  private void settled(@Nullable Throwable failure) {
    inFlight--;
    if (failure != null) {
      log.warn("simulator.event-lost why={}", failure.getMessage());
    }
  }
}
