package org.wellspring.delivery;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.wellspring.model.SubscriptionId;

/** What a simulated subscriber has seen, and what it ought to see. */
final class Track {
  /** Log positions accounted for: one event, or a run of lost ones. */
  record Seen(long from, long to, boolean dropped) {
    static Seen of(Item item) {
      long position = item.position().value();
      return item instanceof Item.Dropped dropped
          ? new Seen(position - dropped.count() + 1, position, true)
          : new Seen(position, position, false);
    }

    /** Reads a word of {@link org.wellspring.testing.PlainRenderer}. */
    static Seen of(String word) {
      if (!word.startsWith("dropped:")) {
        return new Seen(Long.parseLong(word), Long.parseLong(word), false);
      }
      String[] numbers = word.substring("dropped:".length()).split("@", 2);
      long position = Long.parseLong(numbers[1]);
      return new Seen(position - Long.parseLong(numbers[0]) + 1, position, true);
    }
  }

  private record Mark(Instant at, long covered) {}

  private static final int MARKS = 200;

  final SubscriptionId id;
  final boolean collects;
  final long start;
  final List<Seen> fresh = new ArrayList<>();
  final List<String> afterEnd = new ArrayList<>();

  /** Leases that may be on record: the last answered, and what was asked since. */
  final Set<Instant> leases = new HashSet<>();

  private final LongPredicate wants;
  private final Deque<Mark> marks = new ArrayDeque<>();

  /** Everything before is accounted for. */
  long covered;

  int inFlight;

  /** What was sent and not accepted: comes again before anything else. */
  @Nullable String owed;

  boolean pulling;
  boolean ended;

  /**
   * @param wants tells of a log position whether its event matches
   */
  Track(SubscriptionId id, boolean collects, long start, LongPredicate wants) {
    this.id = id;
    this.collects = collects;
    this.start = start;
    this.wants = wants;
    this.covered = start;
  }

  boolean wants(long position) {
    return wants.test(position);
  }

  /** The first wanted position in {@code from..to-1}, or -1. */
  long firstWanted(long from, long to) {
    for (long position = from; position < to; position++) {
      if (wants(position)) {
        return position;
      }
    }
    return -1;
  }

  /** Nothing has happened since the last check, and nothing is under way. */
  boolean isQuiet() {
    return fresh.isEmpty() && afterEnd.isEmpty() && inFlight == 0;
  }

  void accepted(String text) {
    if (!text.equals("heartbeat")) {
      List.of(text.split(" ", -1)).forEach(word -> fresh.add(Seen.of(word)));
    }
  }

  /** Takes what was seen since the last check as accounted for. */
  void settle(Instant now) {
    if (!fresh.isEmpty()) {
      covered = fresh.get(fresh.size() - 1).to() + 1;
      fresh.clear();
      marks.add(new Mark(now, covered));
      if (marks.size() > MARKS) {
        marks.remove();
      }
    }
  }

  /** How far it had come between these two points in time, or where it began. */
  long coveredBetween(Instant from, Instant to) {
    return marks.stream()
        .filter(mark -> mark.at.isAfter(from) && mark.at.isBefore(to))
        .reduce((first, second) -> second)
        .map(Mark::covered)
        .orElse(start);
  }

  /** The server comes back, and goes on from what it has on record. */
  void goOnFrom(long cursor) {
    covered = Math.min(covered, cursor);
    marks.clear();
    inFlight = 0;
    owed = null;
    pulling = false;
  }
}
