package org.wellspring.intake.jmx;

import java.time.Duration;
import java.util.List;
import javax.management.ObjectName;

/**
 * What is watched in a JVM.
 *
 * @param notifications names or patterns of MBeans whose notifications become events; MBeans that
 *     are registered later count too
 * @param pollEvery how often the thresholds' attributes are read, at least 100 ms
 */
public record JmxWatch(
    List<ObjectName> notifications, List<AttributeThreshold> thresholds, Duration pollEvery) {
  private static final Duration SHORTEST = Duration.ofMillis(100);

  public JmxWatch {
    notifications = List.copyOf(notifications);
    thresholds = List.copyOf(thresholds);
    if (pollEvery.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "attributes are polled every " + SHORTEST.toMillis() + " ms at most, not " + pollEvery);
    }
  }
}
