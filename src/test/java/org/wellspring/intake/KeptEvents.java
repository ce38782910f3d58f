package org.wellspring.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.wellspring.model.Event;
import org.wellspring.model.LogPosition;

/** A publisher that keeps what it is given and says yes, or leaves the answer to the test. */
public final class KeptEvents implements EventPublisher {
  private final List<Event> events = new ArrayList<>();
  private final List<CompletableFuture<LogPosition>> held = new ArrayList<>();
  private boolean holding;

  @Override
  public synchronized CompletableFuture<LogPosition> publish(List<Event> batch) {
    events.addAll(batch);
    CompletableFuture<LogPosition> answer = new CompletableFuture<>();
    if (holding) {
      held.add(answer);
    } else {
      answer.complete(new LogPosition(events.size() - 1));
    }
    return answer;
  }

  public synchronized List<Event> events() {
    return List.copyOf(events);
  }

  public synchronized int count() {
    return events.size();
  }

  /** From now on, publishers wait. */
  public synchronized void hold() {
    holding = true;
  }

  /** Those who waited get their yes, and nobody waits any more. */
  public void release() {
    List<CompletableFuture<LogPosition>> waiting;
    synchronized (this) {
      holding = false;
      waiting = List.copyOf(held);
      held.clear();
    }
    waiting.forEach(answer -> answer.complete(LogPosition.START));
  }
}
