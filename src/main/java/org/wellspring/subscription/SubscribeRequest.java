package org.wellspring.subscription;

import org.wellspring.model.LeaseWish;
import org.wellspring.model.Principal;
import org.wellspring.model.SubscriptionTerms;

/** A Subscribe as a front door has decoded it. */
public record SubscribeRequest(Principal who, SubscriptionTerms terms, LeaseWish lease) {}
