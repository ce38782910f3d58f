package org.wellspring.log.rocks;

import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.wellspring.log.rocks.EventRecord.Stamp;

/**
 * Finds the oldest event that may stay. Each event carries how many octets were appended before it
 * and when, and both only grow: so it is a search among sorted records, a few seeks for each group
 * that has to go, and neither an index in memory nor a scan. Owned by {@code ws-log}.
 */
final class Trimmer {
  private final Retention retention;

  Trimmer(Retention retention) {
    this.retention = retention;
  }

  /**
   * The oldest that stays; the newest one always does.
   *
   * @param events stands anywhere
   * @param tail the oldest so far
   * @param newest the last of all
   * @param now ms since 1970
   */
  Stamp oldestKept(RocksIterator events, Stamp tail, Stamp newest, long now)
      throws RocksDBException {
    if (!mustGo(tail, newest, now) || tail.position() == newest.position()) {
      return tail;
    }
    long low = Math.max(tail.position(), newest.position() - retention.events()); // all up to it go
    long step = 1;
    Stamp kept = newest;
    for (long probe = low + 1; probe < newest.position(); probe = low + step) {
      Stamp found = at(events, probe);
      if (!mustGo(found, newest, now)) {
        kept = found;
        break;
      }
      low = found.position();
      step *= 2;
    }
    return between(events, low, kept, newest, now);
  }

  /** All up to {@code low} must go, {@code kept} may stay. */
  private Stamp between(RocksIterator events, long low, Stamp kept, Stamp newest, long now)
      throws RocksDBException {
    long going = low;
    long high = kept.position();
    Stamp staying = kept;
    while (high - going > 1) {
      long middle = going + (high - going) / 2;
      Stamp found = at(events, middle);
      if (found.position() >= high) {
        high = middle; // nothing is at middle..high: a gap
      } else if (mustGo(found, newest, now)) {
        going = found.position();
      } else {
        staying = found;
        high = found.position();
      }
    }
    return staying;
  }

  boolean mustGo(Stamp stamp, Stamp newest, long now) {
    return newest.position() - stamp.position() >= retention.events()
        || newest.octetsAfter() - stamp.octetsBefore() > retention.octets()
        || now - stamp.appendedAt() > retention.age().toMillis();
  }

  /** The first record at that position or behind it. */
  static Stamp at(RocksIterator events, long position) throws RocksDBException {
    events.seek(EventRecord.key(position));
    return current(events);
  }

  static Stamp current(RocksIterator events) throws RocksDBException {
    if (!events.isValid()) {
      events.status();
      throw new DamagedRecord("the newest events are missing");
    }
    byte[] start = new byte[EventRecord.STAMP_LENGTH];
    if (events.value(start) < start.length) {
      throw new DamagedRecord("an event at the tail is too short");
    }
    return Stamp.of(EventRecord.position(events.key()), start);
  }
}
