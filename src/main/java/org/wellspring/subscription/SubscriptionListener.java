package org.wellspring.subscription;

import org.wellspring.filter.Filter;
import org.wellspring.model.EndReason;
import org.wellspring.model.Subscription;

/** Told of each change after it is recorded, on the subscription lane. Must not block. */
public interface SubscriptionListener {
  void opened(Subscription subscription, Filter filter);

  /**
   * @param text words for the SubscriptionEnd, if one is owed
   */
  void closed(Subscription subscription, EndReason reason, String text);
}
