package org.wellspring.log.rocks;

import java.util.ArrayList;
import java.util.List;
import org.wellspring.model.Event;
import org.wellspring.model.LogPosition;
import org.wellspring.model.LogRecord;

/**
 * The newest events as the objects that were appended, so that who reads at the head neither reads
 * from disk nor parses. Positions in it have no gap.
 *
 * <p>Bounded by what they {@link #cost}; the newest one is kept in any case. Written by {@code
 * ws-log}, read by anybody: under one monitor, held for the time of a copy.
 */
final class RecentEvents {
  private static final int OVERHEAD = 1024;

  private final long maxOctets;
  private Event[] ring = new Event[1024];
  private long first;
  private long end;
  private long octets;

  RecentEvents(long maxOctets, long head) {
    this.maxOctets = maxOctets;
    this.first = head;
    this.end = head;
  }

  /** Octets of an event: its body, and a share for all else, so that small ones count, too. */
  static long cost(Event event) {
    return event.xml().length() + OVERHEAD;
  }

  synchronized void add(List<Event> events) {
    for (Event event : events) {
      if (end - first == ring.length) {
        grow();
      }
      ring[index(end)] = event;
      end++;
      octets += cost(event);
      while (octets > maxOctets && end - first > 1) {
        forgetOldest();
      }
    }
  }

  private void grow() {
    Event[] larger = new Event[ring.length * 2];
    for (long position = first; position < end; position++) {
      larger[(int) (position & (larger.length - 1))] = ring[index(position)];
    }
    ring = larger;
  }

  private int index(long position) {
    return (int) (position & (ring.length - 1));
  }

  @SuppressWarnings("NullAway") // a slot outside first..end is never read
  private void forgetOldest() {
    octets -= cost(ring[index(first)]);
    ring[index(first)] = null;
    first++;
  }

  /** Forgets what is below the log's tail. */
  synchronized void trim(long tail) {
    while (first < tail && first < end) {
      forgetOldest();
    }
  }

  /** The oldest position in here. */
  synchronized long first() {
    return first;
  }

  /**
   * Adds the records of {@code from..end-1}, at most so many; none when the first of them is not
   * here.
   */
  synchronized void copy(long from, long below, int max, List<LogRecord> into) {
    if (from < first) {
      return;
    }
    long stop = Math.min(Math.min(end, below), from + max);
    for (long position = from; position < stop; position++) {
      into.add(new LogRecord(new LogPosition(position), ring[index(position)]));
    }
  }

  /** A list to copy so many into. */
  static List<LogRecord> list(long available, int max) {
    return new ArrayList<>((int) Math.max(0, Math.min(available, Math.min(max, 4096))));
  }
}
