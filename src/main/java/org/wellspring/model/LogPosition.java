package org.wellspring.model;

/** Place of one record in its stream: records since the stream began, from 0. Survives trimming. */
public record LogPosition(long value) implements Comparable<LogPosition> {
  public static final LogPosition START = new LogPosition(0);

  public LogPosition {
    if (value < 0) {
      throw new IllegalArgumentException("log position below 0: " + value);
    }
  }

  public LogPosition next() {
    return new LogPosition(Math.addExact(value, 1));
  }

  public boolean isBefore(LogPosition other) {
    return value < other.value;
  }

  @Override
  public int compareTo(LogPosition other) {
    return Long.compare(value, other.value);
  }
}
