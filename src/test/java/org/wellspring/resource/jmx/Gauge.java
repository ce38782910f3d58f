package org.wellspring.resource.jmx;

import java.util.Map;
import javax.management.NotificationBroadcasterSupport;
import org.jspecify.annotations.Nullable;

/** An MBean with attributes of all sorts, for the tests. */
public final class Gauge extends NotificationBroadcasterSupport implements GaugeMBean {
  private volatile double level;
  private volatile String label = "north";
  private volatile int changes;

  @Override
  public double getLevel() {
    return level;
  }

  @Override
  public void setLevel(double litres) {
    if (litres < 0) {
      throw new IllegalArgumentException("a level is never below zero");
    }
    level = litres;
    changes++;
  }

  @Override
  public String getLabel() {
    return label;
  }

  @Override
  public void setLabel(String text) {
    label = text;
    changes++;
  }

  @Override
  public int getChanges() {
    return changes;
  }

  @Override
  public int[] getHistory() {
    return new int[] {1, 2};
  }

  @Override
  public void setHistory(int[] values) {
    changes++;
  }

  @Override
  public Map<String, Integer> getTable() {
    return Map.of("a\u0001", 1);
  }

  @Override
  public String getBroken() {
    throw new IllegalStateException("the sensor is wet");
  }

  @Override
  public @Nullable String getNothing() {
    return null;
  }

  @Override
  public void setSecret(String value) {
    changes++;
  }
}
