package org.wellspring.wbem;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.wellspring.model.Principal;
import org.wellspring.model.SubscriptionId;

/** The subscription service, as the book needs it. Safe for use by several threads. */
interface IndicationEngine {
  /**
   * Begins to send; complete when that is recorded. Fails with a {@link
   * org.wellspring.cim.CimException}.
   */
  CompletableFuture<SubscriptionId> open(Principal who, IndicationTerms terms);

  /** Ends a subscription; complete when nothing is sent any more. Fine when it is over already. */
  CompletableFuture<Void> close(SubscriptionId id);

  /** The subscriptions of WBEM clients that are live. */
  Map<SubscriptionId, IndicationTerms> live();
}
