package org.wellspring.delivery;

import org.wellspring.model.EndReason;
import org.wellspring.model.SubscriptionId;

/** How a session says that its subscription cannot go on. */
interface SessionEnder {
  void end(SubscriptionId id, EndReason reason, String text);
}
