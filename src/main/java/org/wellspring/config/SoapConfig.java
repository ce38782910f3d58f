package org.wellspring.config;

import java.time.Duration;
import org.wellspring.config.settings.SettingsReader;
import org.wellspring.config.settings.Values;

/**
 * The SOAP front doors: {@code soap.*}. The size of a whole message is {@code http.max-request}.
 *
 * @param senderFaultStatus HTTP status of faults that are the sender's, 400 or 500; SOAP 1.2 says
 *     400, WS-Management clients expect 500
 * @param defaultOperationTimeout when the client names none, 1 s to 1 h
 * @param maxOperationTimeout the longest a client gets, 1 s to 1 h
 * @param maxDepth levels of elements in a message, 16 to 1,024
 * @param maxAttributes per element, 16 to 4,096
 * @param maxText characters of one text or attribute value, 1,024 to 67,108,864
 * @param strictReplyTo refuse a missing or non-anonymous ReplyTo, which many clients send
 */
public record SoapConfig(
    int senderFaultStatus,
    Duration defaultOperationTimeout,
    Duration maxOperationTimeout,
    int maxDepth,
    int maxAttributes,
    int maxText,
    boolean strictReplyTo) {
  public static final SoapConfig DEFAULTS =
      new SoapConfig(
          500, Duration.ofSeconds(60), Duration.ofMinutes(10), 128, 256, 1_048_576, false);

  static SoapConfig read(SettingsReader in) {
    Duration least = Duration.ofSeconds(1);
    Duration most = Duration.ofHours(1);
    SoapConfig read =
        new SoapConfig(
            in.value("sender-fault-status", DEFAULTS.senderFaultStatus, SoapConfig::status),
            in.value(
                "default-operation-timeout",
                DEFAULTS.defaultOperationTimeout,
                Values.duration(least, most)),
            in.value(
                "max-operation-timeout",
                DEFAULTS.maxOperationTimeout,
                Values.duration(least, most)),
            in.value("max-depth", DEFAULTS.maxDepth, Values.wholeNumber(16, 1024)),
            in.value("max-attributes", DEFAULTS.maxAttributes, Values.wholeNumber(16, 4096)),
            in.value("max-text", DEFAULTS.maxText, Values.wholeNumber(1024, 67_108_864)),
            in.value("strict-reply-to", DEFAULTS.strictReplyTo, Values.flag()));
    if (read.defaultOperationTimeout.compareTo(read.maxOperationTimeout) > 0) {
      in.problem("default-operation-timeout", "must not be above soap.max-operation-timeout");
    }
    return read;
  }

  private static int status(String text) {
    return switch (text) {
      case "400" -> 400;
      case "500" -> 500;
      default -> throw new IllegalArgumentException("400 or 500 is wanted");
    };
  }
}
