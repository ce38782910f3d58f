package org.wellspring.delivery;

import org.wellspring.lane.Lane;
import org.wellspring.model.LogPosition;
import org.wellspring.model.LogRecord;

/** Delivery of one subscription. All methods are called on its shard. */
interface Session {
  /** The shard that owns it. */
  Lane shard();

  /** Begins, behind, at the subscription's start. */
  void open();

  /** A record that the dispatcher found to match. */
  void offer(LogRecord record);

  /**
   * Records from there on were trimmed before the dispatcher came to them: the session has to look
   * for itself.
   */
  void missed(LogPosition from);

  /**
   * The dispatcher could not evaluate the filter on an event.
   *
   * @param why for the subscriber
   */
  void filterBroke(String why);

  /**
   * A moment to note how far it has come.
   *
   * @param dispatched everything before was offered, if it matched
   */
  void checkpoint(LogPosition dispatched);

  /**
   * Stops for now, as the server does: nothing more is sent, and the next start goes on from here.
   */
  void rest();

  /** Over: nothing is sent any more. */
  void close();
}
