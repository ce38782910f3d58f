package org.wellspring.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.wellspring.filter.Filter;
import org.wellspring.filter.FilterIndex;
import org.wellspring.filter.Projection;
import org.wellspring.filter.Verdict;
import org.wellspring.filter.predicate.EventView;
import org.wellspring.model.LogPosition;
import org.wellspring.model.LogRecord;
import org.wellspring.model.Subscription;

/**
 * What a session has yet to deliver: a short queue in memory, and the place in the log where it
 * goes on.
 *
 * <p><em>Live</em>: the dispatcher has shown us everything before {@code next} and will offer what
 * comes. <em>Behind</em>: offers are ignored and the log is read from {@code next} with our own
 * filter until its head is reached. A feed begins behind, falls behind when its queue is full, and
 * goes live when a read finds nothing more. At the seam nothing is lost, as the dispatcher offers
 * every record appended after that read, and nothing doubled, as offers before {@code next} are
 * ignored.
 *
 * <p>Owned by the session's shard.
 */
final class Feed {
  private enum Place {
    LIVE,
    BEHIND
  }

  /**
   * Records read per turn while behind: small enough to be fair to the other sessions of the shard.
   */
  private static final int READ = 256;

  private final Subscription subscription;
  private final Filter filter;
  private final Optional<Projection> projection;
  private final SessionParts parts;
  private final Consumer<String> onBroken;
  private final Deque<Item> queue = new ArrayDeque<>(4);
  private long octets;
  private LogPosition next;
  private Place place = Place.BEHIND;

  /**
   * @param onBroken told of each evaluation that failed, and why
   */
  Feed(Subscription subscription, Filter filter, SessionParts parts, Consumer<String> onBroken) {
    this.subscription = subscription;
    this.filter = filter;
    this.projection = filter.projection();
    this.parts = parts;
    this.onBroken = onBroken;
    this.next = subscription.start();
  }

  /** A record that the dispatcher found to match. */
  void offer(LogRecord record) {
    if (place == Place.BEHIND || record.position().isBefore(next)) {
      return;
    }
    if (isFull()) {
      fallBehind(record.position());
      return;
    }
    add(record);
    next = record.position().next();
  }

  /** What the subscriber selected of the event is all that is queued, measured and sent. */
  private void add(LogRecord record) {
    LogRecord wanted =
        projection.isEmpty() ? record : parts.excerpts().of(record, projection.get());
    queue.add(new Item.Matched(wanted));
    octets += octets(wanted);
  }

  private static long octets(LogRecord record) {
    return record.event().xml().length();
  }

  /**
   * Goes on by reading the log.
   *
   * @param from the dispatcher has shown us everything before
   */
  void fallBehind(LogPosition from) {
    if (place == Place.LIVE) {
      place = Place.BEHIND;
      next = next.isBefore(from) ? from : next;
    }
  }

  /** How long to wait before {@link #refill}, as others catch up too; zero: not at all. */
  Duration pause() {
    return place == Place.BEHIND && !isFull() ? parts.pace().pause() : Duration.ZERO;
  }

  /**
   * Reads on from the log, if behind and there is room.
   *
   * @return whether another call may bring more
   */
  boolean refill() {
    if (place == Place.LIVE || isFull()) {
      return false;
    }
    reportGap();
    if (isFull()) {
      return false;
    }
    List<LogRecord> records = parts.reads().read(next, Math.min(READ, bound() - queue.size()));
    if (records.isEmpty()) {
      place = Place.LIVE;
      return false;
    }
    long before = octets;
    for (LogRecord record : records) {
      if (isFull()) {
        break;
      }
      take(record);
    }
    parts.pace().took(octets - before);
    return !isFull();
  }

  /**
   * Retention has overtaken us: what is gone is reported, never silently skipped. DSP0226 §10.9.
   */
  private void reportGap() {
    LogPosition tail = parts.eventLog().tail();
    if (next.isBefore(tail)) {
      long lost = tail.value() - next.value();
      queue.add(new Item.Dropped(lost, new LogPosition(tail.value() - 1)));
      next = tail;
    }
  }

  private void take(LogRecord record) {
    if (next.isBefore(record.position())) {
      // trimmed between the look at the tail and the read
      queue.add(
          new Item.Dropped(
              record.position().value() - next.value(),
              new LogPosition(record.position().value() - 1)));
    }
    next = record.position().next();
    boolean ours =
        subscription.terms().resource().covers(record.event().source())
            && FilterIndex.covers(subscription.terms().selectors(), record.event());
    if (!ours) {
      return;
    }
    EventView event = EventView.of(record.event());
    Verdict verdict = filter.test(event);
    if (verdict == Verdict.YES) {
      add(record);
    } else if (verdict == Verdict.BROKEN) {
      onBroken.accept(event.trouble().orElse("it failed on this event"));
    }
  }

  /** Starts anew from another place: a client asks again for what it was given. */
  void seek(LogPosition from) {
    queue.clear();
    octets = 0;
    next = from;
    place = Place.BEHIND;
  }

  /** Nothing more is taken in before something is removed. */
  boolean isFull() {
    return queue.size() >= bound() || octets >= parts.config().flow().queueOctets();
  }

  private int bound() {
    return parts.config().queue();
  }

  /**
   * The dispatcher has shown us everything before {@code dispatched}, and what came was taken:
   * there is nothing of ours up to there.
   */
  void passed(LogPosition dispatched) {
    if (place == Place.LIVE && next.isBefore(dispatched)) {
      next = dispatched;
    }
  }

  /** The first position that is not finished: where to go on after a restart. */
  LogPosition cursor() {
    Item first = queue.peek();
    if (first == null) {
      return next;
    }
    return first instanceof Item.Dropped dropped
        ? new LogPosition(first.position().value() - dropped.count() + 1)
        : first.position();
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  Optional<Item> peek() {
    return Optional.ofNullable(queue.peek());
  }

  /** The queued items in order; not to be changed. */
  Iterable<Item> items() {
    return queue;
  }

  int size() {
    return queue.size();
  }

  void removeFirst(int count) {
    for (int i = 0; i < count; i++) {
      if (queue.remove() instanceof Item.Matched gone) {
        octets -= octets(gone.record());
      }
    }
  }

  /** Puts an item in front of all others. */
  void putFirst(Item item) {
    queue.addFirst(item);
  }

  /** The first position not yet seen. */
  LogPosition next() {
    return next;
  }
}
