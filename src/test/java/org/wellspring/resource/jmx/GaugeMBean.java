package org.wellspring.resource.jmx;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Interface of {@link Gauge}, as JMX wants it. */
public interface GaugeMBean {
  double getLevel();

  void setLevel(double litres);

  String getLabel();

  void setLabel(String text);

  int getChanges();

  int[] getHistory();

  void setHistory(int[] values);

  Map<String, Integer> getTable();

  String getBroken();

  @Nullable String getNothing();

  void setSecret(String value);
}
