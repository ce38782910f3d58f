package org.wellspring.delivery;

/**
 * Bounds in octets of event bodies and messages. What they hold back waits in the log: nothing is
 * lost by them, and no peer is refused.
 *
 * @param queueOctets event bodies in a session's queue, setting delivery.queue-size; one event is
 *     taken in any case
 * @param inFlightOctets messages under way to all sinks together, setting delivery.max-in-flight;
 *     one message is sent in any case
 * @param catchUpPerSecond event bodies taken from the log by all sessions that are behind together,
 *     setting delivery.catch-up-rate; 0: no bound
 */
public record FlowLimits(long queueOctets, long inFlightOctets, long catchUpPerSecond) {
  public static final FlowLimits DEFAULTS = new FlowLimits(4L << 20, 64L << 20, 0);
}
