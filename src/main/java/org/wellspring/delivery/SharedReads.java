package org.wellspring.delivery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wellspring.log.EventLog;
import org.wellspring.model.LogPosition;
import org.wellspring.model.LogRecord;

/**
 * Reads of the log shared by the sessions of one shard. Those that are behind at about the same
 * place, as all are after a start, read the same pieces one after the other: a piece is read, and
 * its events are parsed, once for all of them.
 *
 * <p>Only whole pieces are kept, so what is still being written is never shown from here. Owned by
 * the shard.
 */
final class SharedReads {
  /** Records of a piece. */
  private static final int PIECE = 256;

  private final EventLog log;
  private final Map<Long, List<LogRecord>> pieces;

  /**
   * @param most pieces kept; the one not used for longest goes first
   */
  SharedReads(EventLog log, int most) {
    this.log = log;
    this.pieces =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, List<LogRecord>> eldest) {
            return size() > most;
          }
        };
  }

  /** As {@link EventLog#read}, but may stop at the end of a piece. */
  List<LogRecord> read(LogPosition from, int max) {
    long start = from.value() - Math.floorMod(from.value(), PIECE);
    boolean written = log.head().value() >= start + PIECE;
    if (!written || from.isBefore(log.tail())) {
      return log.read(from, max);
    }
    List<LogRecord> piece = pieces.get(start);
    if (piece == null) {
      piece = log.read(new LogPosition(start), PIECE);
      if (!isWhole(piece, start)) {
        return log.read(from, max);
      }
      pieces.put(start, piece);
    }
    int first = (int) (from.value() - start);
    return piece.subList(first, (int) Math.min(PIECE, (long) first + max));
  }

  /** The log may give less than asked for, and its oldest records may have been trimmed. */
  private static boolean isWhole(List<LogRecord> piece, long start) {
    return piece.size() == PIECE && piece.get(0).position().value() == start;
  }
}
