package org.wellspring.log;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.wellspring.model.Event;
import org.wellspring.model.LogPosition;
import org.wellspring.model.LogRecord;

/**
 * The stream of all events, in the order in which they were accepted. Safe for use by several
 * threads.
 */
public interface EventLog {
  /**
   * Appends events as one unit: all or none.
   *
   * @param events at least one
   * @return the position of the last one, once all are durable; completed with {@link
   *     LogUnavailable} when they were not stored
   */
  CompletableFuture<LogPosition> append(List<Event> events);

  /**
   * Reads in order.
   *
   * @param from the first position wanted; positions before {@link #tail()} are skipped
   * @param max most records returned, at least 1
   * @return empty at the head
   */
  List<LogRecord> read(LogPosition from, int max);

  /** The oldest position still kept; equals {@link #head()} when the log is empty. */
  LogPosition tail();

  /** The position that the next event will get. */
  LogPosition head();

  /**
   * Names this stream of positions: a log that was made anew has another one, so that old bookmarks
   * are not misread.
   */
  String identity();

  /** Calls back after each append, on the log's thread: a hint that there is something to read. */
  void onAppend(Runnable hint);
}
