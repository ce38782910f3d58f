package org.wellspring.intake;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.wellspring.model.Event;
import org.wellspring.model.LogPosition;

/** Takes events into the log. Safe for use by several threads. */
public interface EventPublisher {
  /**
   * Publishes events as one unit.
   *
   * @return the position of the last one, once all are durable; completed with {@link
   *     RejectedEvent} when an event is not acceptable (nothing of the batch is kept) and with
   *     {@link org.wellspring.log.LogUnavailable} when the log did not take them
   */
  CompletableFuture<LogPosition> publish(List<Event> events);
}
