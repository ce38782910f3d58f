package org.wellspring.log.rocks;

import java.time.Duration;

/**
 * What is kept: the oldest events go when any of these is exceeded. The newest one stays.
 *
 * @param events most events, at least 1
 * @param octets most octets of event bodies
 * @param age oldest event kept, by the time of appending
 */
public record Retention(long events, long octets, Duration age) {
  public Retention {
    if (events < 1) {
      throw new IllegalArgumentException("a log that keeps " + events + " events");
    }
  }
}
