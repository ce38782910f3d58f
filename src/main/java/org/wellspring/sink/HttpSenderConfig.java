package org.wellspring.sink;

import java.time.Duration;

/**
 * Bounds of an {@link HttpSender}; settings {@code delivery.sink.*}.
 *
 * @param threads event loops; each owns a share of the origins and of the connections
 * @param maxConnectionsPerOrigin open at once to one scheme, host and port
 * @param maxConnections open at once in all; at least one per thread
 * @param maxWaitingPerOrigin messages that wait for a connection to one origin; one more is refused
 * @param connectTimeout for name resolution, TCP and TLS together
 * @param idleTimeout after which an unused connection is closed
 * @param maxAnswer octets of an answer's body that are kept; 0..65,536
 */
public record HttpSenderConfig(
    int threads,
    int maxConnectionsPerOrigin,
    int maxConnections,
    int maxWaitingPerOrigin,
    Duration connectTimeout,
    Duration idleTimeout,
    int maxAnswer) {
  private static final int MAX_ANSWER = 64 * 1024;

  public static final HttpSenderConfig DEFAULTS =
      new HttpSenderConfig(
          Math.min(4, Runtime.getRuntime().availableProcessors()),
          4,
          2_048,
          1_024,
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          MAX_ANSWER);

  public HttpSenderConfig {
    atLeast("delivery.sink.threads", threads, 1);
    atLeast("delivery.sink.max-connections-per-origin", maxConnectionsPerOrigin, 1);
    atLeast("delivery.sink.max-connections", maxConnections, threads);
    atLeast("delivery.sink.max-waiting", maxWaitingPerOrigin, 1);
    positive("delivery.sink.connect-timeout", connectTimeout);
    positive("delivery.sink.idle-timeout", idleTimeout);
    atLeast("delivery.sink.max-answer", maxAnswer, 0);
    if (maxAnswer > MAX_ANSWER) {
      throw new IllegalArgumentException(
          "delivery.sink.max-answer is "
              + maxAnswer
              + " octets; at most "
              + MAX_ANSWER
              + " is allowed");
    }
  }

  private static void atLeast(String setting, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          setting + " is " + value + "; at least " + least + " is allowed");
    }
  }

  private static void positive(String setting, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(setting + " is " + value + "; more than 0 is allowed");
    }
  }
}
