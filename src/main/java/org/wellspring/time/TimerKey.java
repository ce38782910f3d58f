package org.wellspring.time;

/**
 * Names a timer.
 *
 * @param owner whose it is: a subscription id, a connection
 * @param purpose what it is for; one timer per owner and purpose
 */
public record TimerKey(Object owner, String purpose) {}
