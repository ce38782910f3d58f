package org.wellspring.delivery;

import org.wellspring.model.EndReason;
import org.wellspring.model.LogPosition;
import org.wellspring.model.SubscriptionId;

/** Whom a session tells how far it has come, and that it cannot go on. Called on its shard. */
interface SessionOwner {
  /**
   * @param next the first position that is not finished: where to go on after a restart
   */
  void reached(SubscriptionId id, LogPosition next);

  void end(SubscriptionId id, EndReason reason, String text);
}
