package org.wellspring.config;

import java.time.Duration;
import org.wellspring.config.settings.DataSize;
import org.wellspring.config.settings.SettingsReader;
import org.wellspring.config.settings.Values;

/**
 * Delivery: {@code delivery.*}.
 *
 * @param queue events per session held in memory, 1 to 65,536; when full the session reads from the
 *     log
 * @param defaultBatch of batched subscriptions that do not say
 * @param retry of a message that a sink did not take
 * @param messageTimeout from sending a message to its answer, 100 ms to 1 h
 * @param brokenFilterLimit evaluations that fail before a subscription is ended, 1 to 1,000,000
 * @param cursorInterval how often the place reached is recorded, 10 ms to 5 m
 * @param shards threads that own the sessions, 1 to 64
 * @param flow bounds in octets
 * @param sink connections to sinks
 */
public record DeliveryConfig(
    int queue,
    Batch defaultBatch,
    Retry retry,
    Duration messageTimeout,
    int brokenFilterLimit,
    Duration cursorInterval,
    int shards,
    Flow flow,
    Sink sink) {
  public static final DeliveryConfig DEFAULTS =
      new DeliveryConfig(
          256,
          new Batch(20, Duration.ofSeconds(1)),
          new Retry(Duration.ofMillis(500), Duration.ofMinutes(5), Duration.ofHours(24)),
          Duration.ofSeconds(30),
          100,
          Duration.ofSeconds(1),
          2,
          new Flow(DataSize.mib(4), DataSize.mib(64), DataSize.mib(0)),
          new Sink(4, Duration.ofSeconds(5), Duration.ofSeconds(30), 2048, 1000));

  /**
   * When a batch is sent: {@code delivery.default-batch.*}.
   *
   * @param maxElements events, 1 to 10,000
   * @param maxTime after its first event, 10 ms to 1 h
   */
  public record Batch(int maxElements, Duration maxTime) {}

  /**
   * Attempts after the first: {@code delivery.first-backoff} and so on.
   *
   * @param firstBackoff wait before the second attempt, 10 ms to 1 h; doubled each time
   * @param maxBackoff the longest wait, {@code firstBackoff} to 24 h
   * @param giveUpAfter first failure to end of the subscription, 1 s to 3,650 d
   */
  public record Retry(Duration firstBackoff, Duration maxBackoff, Duration giveUpAfter) {}

  /**
   * What may be held in memory or moved at once: {@code delivery.queue-size} and so on.
   *
   * @param queueSize event bodies per session held in memory, 64 KiB to 1 GiB
   * @param maxInFlight messages under way to all sinks together, 1 MiB to 64 GiB
   * @param catchUpRate octets per second that all subscriptions that are behind take from the log
   *     together, to 64 GiB; 0: no bound
   */
  public record Flow(DataSize queueSize, DataSize maxInFlight, DataSize catchUpRate) {}

  /**
   * Connections: {@code delivery.sink.*}.
   *
   * @param maxConnectionsPerOrigin to one scheme, host and port, 1 to 1,024
   * @param connectTimeout 100 ms to 5 m
   * @param idleTimeout after which an unused connection is closed, 1 s to 1 h
   * @param maxConnections to all sinks together, 16 to 1,000,000
   * @param maxWaiting messages per origin that wait for a connection, 1 to 1,000,000; more are told
   *     that the sink is overloaded
   */
  public record Sink(
      int maxConnectionsPerOrigin,
      Duration connectTimeout,
      Duration idleTimeout,
      int maxConnections,
      int maxWaiting) {}

  static DeliveryConfig read(SettingsReader in) {
    return new DeliveryConfig(
        in.value("queue", DEFAULTS.queue, Values.wholeNumber(1, 65_536)),
        readBatch(in.section("default-batch")),
        readRetry(in),
        in.value(
            "message-timeout",
            DEFAULTS.messageTimeout,
            Values.duration(Duration.ofMillis(100), Duration.ofHours(1))),
        in.value(
            "broken-filter-limit", DEFAULTS.brokenFilterLimit, Values.wholeNumber(1, 1_000_000)),
        in.value(
            "cursor-interval",
            DEFAULTS.cursorInterval,
            Values.duration(Duration.ofMillis(10), Duration.ofMinutes(5))),
        in.value("shards", DEFAULTS.shards, Values.wholeNumber(1, 64)),
        readFlow(in),
        readSink(in.section("sink")));
  }

  private static Batch readBatch(SettingsReader in) {
    Batch fallback = DEFAULTS.defaultBatch;
    return new Batch(
        in.value("max-elements", fallback.maxElements, Values.wholeNumber(1, 10_000)),
        in.value(
            "max-time",
            fallback.maxTime,
            Values.duration(Duration.ofMillis(10), Duration.ofHours(1))));
  }

  private static Retry readRetry(SettingsReader in) {
    Retry fallback = DEFAULTS.retry;
    Duration least = Duration.ofMillis(10);
    Retry read =
        new Retry(
            in.value(
                "first-backoff",
                fallback.firstBackoff,
                Values.duration(least, Duration.ofHours(1))),
            in.value(
                "max-backoff", fallback.maxBackoff, Values.duration(least, Duration.ofHours(24))),
            in.value(
                "give-up-after",
                fallback.giveUpAfter,
                Values.duration(Duration.ofSeconds(1), Duration.ofDays(3650))));
    if (read.firstBackoff.compareTo(read.maxBackoff) > 0) {
      in.problem("first-backoff", "must not be above delivery.max-backoff");
    }
    return read;
  }

  private static Flow readFlow(SettingsReader in) {
    Flow fallback = DEFAULTS.flow;
    return new Flow(
        in.value("queue-size", fallback.queueSize, Values.size(DataSize.kib(64), DataSize.gib(1))),
        in.value(
            "max-in-flight", fallback.maxInFlight, Values.size(DataSize.mib(1), DataSize.gib(64))),
        in.value(
            "catch-up-rate", fallback.catchUpRate, Values.size(DataSize.kib(0), DataSize.gib(64))));
  }

  private static Sink readSink(SettingsReader in) {
    Sink fallback = DEFAULTS.sink;
    return new Sink(
        in.value(
            "max-connections-per-origin",
            fallback.maxConnectionsPerOrigin,
            Values.wholeNumber(1, 1024)),
        in.value(
            "connect-timeout",
            fallback.connectTimeout,
            Values.duration(Duration.ofMillis(100), Duration.ofMinutes(5))),
        in.value(
            "idle-timeout",
            fallback.idleTimeout,
            Values.duration(Duration.ofSeconds(1), Duration.ofHours(1))),
        in.value("max-connections", fallback.maxConnections, Values.wholeNumber(16, 1_000_000)),
        in.value("max-waiting", fallback.maxWaiting, Values.wholeNumber(1, 1_000_000)));
  }
}
