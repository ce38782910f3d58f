package org.wellspring.wbem;

import java.time.Duration;
import java.util.Optional;
import org.wellspring.cim.CimException;
import org.wellspring.cim.CimInstance;
import org.wellspring.cim.CimStatus;

/** Reads the RepeatNotification properties of a subscription. */
final class Repeats {
  private static final long LONGEST_SECONDS = Duration.ofDays(36_500).toSeconds();

  private Repeats() {}

  /**
   * @throws CimException {@code INVALID_PARAMETER} when a number that the policy needs is missing
   */
  static RepeatPolicy of(CimInstance subscription) {
    String policy = subscription.text("RepeatNotificationPolicy").orElse("2");
    return switch (policy) {
      case "3" ->
          new RepeatPolicy(
              RepeatPolicy.Kind.SUPPRESS,
              seconds(subscription, "RepeatNotificationInterval"),
              needed(subscription, "RepeatNotificationCount"),
              Duration.ZERO);
      case "4" ->
          new RepeatPolicy(
              RepeatPolicy.Kind.DELAY,
              seconds(subscription, "RepeatNotificationInterval"),
              needed(subscription, "RepeatNotificationCount"),
              seconds(subscription, "RepeatNotificationGap"));
      default -> RepeatPolicy.NONE;
    };
  }

  private static Duration seconds(CimInstance subscription, String property) {
    return Duration.ofSeconds(Math.min(needed(subscription, property), LONGEST_SECONDS));
  }

  private static long needed(CimInstance subscription, String property) {
    return number(subscription, property)
        .orElseThrow(
            () ->
                new CimException(
                    CimStatus.INVALID_PARAMETER,
                    "RepeatNotificationPolicy "
                        + subscription.text("RepeatNotificationPolicy").orElse("")
                        + " needs "
                        + property
                        + "."));
  }

  /** A number of the instance; what is beyond a long counts as the largest one. */
  static Optional<Long> number(CimInstance instance, String property) {
    return instance
        .text(property)
        .map(text -> text.length() > 18 ? Long.MAX_VALUE : Long.parseLong(text));
  }
}
