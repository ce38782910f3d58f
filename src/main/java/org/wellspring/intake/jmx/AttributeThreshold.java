package org.wellspring.intake.jmx;

import javax.management.ObjectName;

/**
 * A polled attribute, and when it becomes an event: once when the value crosses the limit, and
 * again only after it had come back to the re-arming value.
 *
 * @param mbeans a name or pattern; each MBean is watched by itself
 * @param attribute its name; parts of composite values after dots, {@code HeapMemoryUsage.used}
 * @param limit the value that is one step too far already
 * @param rearm for {@code ABOVE} at most the limit, for {@code BELOW} at least
 */
public record AttributeThreshold(
    ObjectName mbeans, String attribute, Crossing crossing, double limit, double rearm) {
  /** The bad side of the limit. */
  public enum Crossing {
    ABOVE,
    BELOW
  }

  public AttributeThreshold {
    boolean sensible = crossing == Crossing.ABOVE ? rearm <= limit : rearm >= limit;
    if (!sensible) {
      throw new IllegalArgumentException(
          "the re-arming value "
              + rearm
              + " of "
              + attribute
              + " lies on the bad side of its limit "
              + limit);
    }
  }

  boolean isCrossedBy(double value) {
    return crossing == Crossing.ABOVE ? value >= limit : value <= limit;
  }

  boolean isRearmedBy(double value) {
    return !isCrossedBy(value) && (crossing == Crossing.ABOVE ? value <= rearm : value >= rearm);
  }
}
