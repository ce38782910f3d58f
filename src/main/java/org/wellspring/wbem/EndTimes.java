package org.wellspring.wbem;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.wellspring.cim.CimDateTime;
import org.wellspring.cim.CimInstance;
import org.wellspring.time.TimeSource;
import org.wellspring.time.TimerKey;
import org.wellspring.time.Timers;

/** When subscriptions are over: SubscriptionDuration after their start. */
final class EndTimes {
  private static final long LONGEST_SECONDS = Duration.ofDays(36_500).toSeconds();

  private final TimeSource time;
  private final Timers timers;
  private final Consumer<Entry> over;

  /**
   * @param over told on the timer thread of an entry whose time may be over
   */
  EndTimes(TimeSource time, Timers timers, Consumer<Entry> over) {
    this.time = time;
    this.timers = timers;
    this.over = over;
  }

  /** Looks at an entry as it is now. */
  void watch(Entry entry) {
    Optional<Instant> end = of(entry.instance());
    if (end.isEmpty()) {
      forget(entry);
      return;
    }
    Duration left = Duration.between(time.wallClock(), end.get());
    timers.arm(key(entry), left.isNegative() ? Duration.ZERO : left, () -> over.accept(entry));
  }

  void forget(Entry entry) {
    timers.cancel(key(entry));
  }

  private static TimerKey key(Entry entry) {
    return new TimerKey(entry.path().canonical(), "cim-duration");
  }

  boolean isOver(Entry entry) {
    return of(entry.instance()).filter(end -> !end.isAfter(time.wallClock())).isPresent();
  }

  /** When a subscription is over; empty: never, or it is none. */
  static Optional<Instant> of(CimInstance subscription) {
    Optional<Long> seconds = Repeats.number(subscription, Keys.DURATION);
    Optional<Instant> start = subscription.text(Keys.START).flatMap(CimDateTime::instant);
    return start.flatMap(
        from -> seconds.map(length -> from.plusSeconds(Math.min(length, LONGEST_SECONDS))));
  }
}
