package org.wellspring.model;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * The subscriber's wish about retries. DSP0226 §10.2.3.
 *
 * @param interval between attempts
 * @param total number of retries after the first attempt; empty: until the lease ends
 */
public record ConnectionRetry(Duration interval, OptionalLong total) {}
