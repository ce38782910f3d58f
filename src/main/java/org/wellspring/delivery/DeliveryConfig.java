package org.wellspring.delivery;

import java.time.Duration;

/**
 * How deliveries are paced.
 *
 * @param queue items a session holds in memory before it falls behind and reads the log, setting
 *     delivery.queue
 * @param defaultMaxElements events per batch when the subscriber names no number
 * @param defaultMaxTime longest wait for a batch to fill when the subscriber names no time
 * @param firstBackoff wait after the first failed attempt
 * @param maxBackoff longest wait between attempts
 * @param giveUpAfter time without success after which the subscription is ended, setting
 *     delivery.give-up-after
 * @param cursorInterval how often the place reached is recorded, setting delivery.cursor-interval
 * @param brokenFilterLimit evaluations that may fail before the subscription is ended
 * @param flow bounds in octets
 */
public record DeliveryConfig(
    int queue,
    int defaultMaxElements,
    Duration defaultMaxTime,
    Duration firstBackoff,
    Duration maxBackoff,
    Duration giveUpAfter,
    int brokenFilterLimit,
    Duration cursorInterval,
    FlowLimits flow) {
  public static final DeliveryConfig DEFAULTS =
      new DeliveryConfig(
          256,
          20,
          Duration.ofSeconds(1),
          Duration.ofMillis(500),
          Duration.ofMinutes(5),
          Duration.ofHours(24),
          100,
          Duration.ofSeconds(1),
          FlowLimits.DEFAULTS);

  DeliveryConfig withFlow(FlowLimits limits) {
    return new DeliveryConfig(
        queue,
        defaultMaxElements,
        defaultMaxTime,
        firstBackoff,
        maxBackoff,
        giveUpAfter,
        brokenFilterLimit,
        cursorInterval,
        limits);
  }
}
