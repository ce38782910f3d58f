package org.wellspring.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
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

  final SubscriptionId id;
  final boolean collects;
  final long start;
  final List<Seen> fresh = new ArrayList<>();
  final List<String> afterEnd = new ArrayList<>();
  private final LongPredicate wants;

  /** Everything before is accounted for. */
  long covered;

  int inFlight;
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

  /** Takes what was seen since the last check as accounted for. */
  void settle() {
    if (!fresh.isEmpty()) {
      covered = fresh.get(fresh.size() - 1).to() + 1;
      fresh.clear();
    }
  }
}
