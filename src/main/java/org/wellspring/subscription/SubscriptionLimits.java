package org.wellspring.subscription;

import java.time.Duration;

/**
 * What is granted at most.
 *
 * @param maxLease longest lease, setting subscription.max-lease; longer wishes are cut to it
 * @param defaultLease lease of those who ask for none, setting subscription.default-lease
 * @param maxTotal subscriptions of all, setting subscription.max-total
 * @param maxPerPrincipal subscriptions of one, setting subscription.max-per-principal
 * @param recoveryGrace lease given at a start to those whose own ran out while the server was down,
 *     setting subscription.recovery-grace
 */
public record SubscriptionLimits(
    Duration maxLease,
    Duration defaultLease,
    int maxTotal,
    int maxPerPrincipal,
    Duration recoveryGrace) {}
