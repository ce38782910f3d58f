package org.wellspring.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.wellspring.model.Event;
import org.wellspring.model.LogPosition;
import org.wellspring.model.LogRecord;
import org.wellspring.time.TimeSource;

/**
 * An event log in memory, bounded by count, octets and age: the oldest events go when it is full.
 * Lost when the process ends.
 *
 * <p>Records sit in a ring whose size is a power of two, so that reading from any position is an
 * index and not a search. All state is under one lock, held for the time of a copy.
 */
public final class MemoryEventLog implements EventLog {
  /**
   * What is kept.
   *
   * @param events most events, at least 1
   * @param octets most octets of event bodies
   * @param age oldest event kept, by the time of appending
   */
  public record Retention(int events, long octets, Duration age) {}

  private record Kept(Event event, Instant appendedAt) {}

  private final Retention retention;
  private final TimeSource time;
  private final List<Runnable> hints = new CopyOnWriteArrayList<>();
  private final String identity = UUID.randomUUID().toString();
  private final Object lock = new Object();
  private Kept[] ring = new Kept[1024];
  private long tail;
  private long head;
  private long octets;

  public MemoryEventLog(Retention retention, TimeSource time) {
    this.retention = retention;
    this.time = time;
  }

  @Override
  public CompletableFuture<LogPosition> append(List<Event> events) {
    if (events.isEmpty()) {
      throw new IllegalArgumentException("nothing to append");
    }
    LogPosition last;
    synchronized (lock) {
      Instant now = time.wallClock();
      events.forEach(event -> add(new Kept(event, now)));
      trim(now);
      last = new LogPosition(head - 1);
    }
    hints.forEach(Runnable::run);
    return CompletableFuture.completedFuture(last);
  }

  private void add(Kept kept) {
    if (head - tail == ring.length) {
      grow();
    }
    ring[index(head)] = kept;
    head++;
    octets += kept.event().xml().length();
  }

  private void grow() {
    Kept[] larger = new Kept[ring.length * 2];
    for (long position = tail; position < head; position++) {
      larger[(int) (position & (larger.length - 1))] = ring[index(position)];
    }
    ring = larger;
  }

  private int index(long position) {
    return (int) (position & (ring.length - 1));
  }

  /** Never drops the newest record: the one just appended must be readable. */
  private void trim(Instant now) {
    Instant oldest = now.minus(retention.age());
    while (head - tail > 1 && mustGo(ring[index(tail)], oldest)) {
      octets -= ring[index(tail)].event().xml().length();
      ring[index(tail)] = null;
      tail++;
    }
  }

  private boolean mustGo(Kept kept, Instant oldest) {
    return head - tail > retention.events()
        || octets > retention.octets()
        || kept.appendedAt().isBefore(oldest);
  }

  @Override
  public List<LogRecord> read(LogPosition from, int max) {
    synchronized (lock) {
      long first = Math.max(from.value(), tail);
      long end = Math.min(head, first + max);
      List<LogRecord> records = new ArrayList<>((int) Math.max(0, end - first));
      for (long position = first; position < end; position++) {
        records.add(new LogRecord(new LogPosition(position), ring[index(position)].event()));
      }
      return records;
    }
  }

  @Override
  public LogPosition tail() {
    synchronized (lock) {
      return new LogPosition(tail);
    }
  }

  @Override
  public LogPosition head() {
    synchronized (lock) {
      return new LogPosition(head);
    }
  }

  @Override
  public String identity() {
    return identity;
  }

  /** Octets of the event bodies kept. */
  public long octets() {
    synchronized (lock) {
      return octets;
    }
  }

  @Override
  public void onAppend(Runnable hint) {
    hints.add(hint);
  }
}
