package org.wellspring.filter.xpath;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What an expression may cost, so that none can hold the dispatcher.
 *
 * @param maxLength characters of an expression; setting subscription.max-filter-length
 * @param maxNodes nodes that one evaluation may visit; a thousand characters of text count as one;
 *     setting subscription.max-filter-nodes
 * @param maxTime that one evaluation may take; looked at every thousand nodes; setting
 *     subscription.max-filter-time
 * @param nanoClock monotonic
 */
public record XPathLimits(int maxLength, long maxNodes, Duration maxTime, LongSupplier nanoClock) {
  /** Without a clock: for tools and tests that must not depend on the machine's speed. */
  public static XPathLimits untimed(int maxLength, long maxNodes) {
    return new XPathLimits(maxLength, maxNodes, Duration.ofDays(1), () -> 1);
  }
}
