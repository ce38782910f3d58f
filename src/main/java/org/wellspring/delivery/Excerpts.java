package org.wellspring.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import org.wellspring.filter.Projection;
import org.wellspring.model.LogRecord;

/**
 * Events cut down to what subscribers selected, shared by the sessions of one shard: they are
 * offered an event one after the other, and those with the same projection get the same part of it.
 * Owned by the shard.
 */
final class Excerpts {
  /** Projections whose last part is kept; the one not used for longest goes first. */
  private static final int MOST = 256;

  private record Made(LogRecord whole, LogRecord part) {}

  private final Map<Projection, Made> last =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Projection, Made> eldest) {
          return size() > MOST;
        }
      };

  /** The part of a record that a projection keeps, at the same position. */
  LogRecord of(LogRecord whole, Projection projection) {
    Made known = last.get(projection);
    if (known != null && known.whole.position().equals(whole.position())) {
      return known.part;
    }
    LogRecord part = new LogRecord(whole.position(), projection.apply(whole.event()));
    last.put(projection, new Made(whole, part));
    return part;
  }
}
