package org.wellspring.intake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.wellspring.log.EventLog;
import org.wellspring.log.LogUnavailable;
import org.wellspring.model.Event;
import org.wellspring.model.LogPosition;
import org.wellspring.model.LogRecord;

/** A log in a list. Appends settle at once, unless held. */
final class ListLog implements EventLog {
  private record Waiting(List<Event> events, CompletableFuture<LogPosition> answer) {}

  private final List<Event> stored = new ArrayList<>();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private boolean holding;
  private boolean full;

  @Override
  public synchronized CompletableFuture<LogPosition> append(List<Event> events) {
    if (full) {
      return CompletableFuture.failedFuture(new LogUnavailable("the log is full"));
    }
    CompletableFuture<LogPosition> answer = new CompletableFuture<>();
    waiting.add(new Waiting(events, answer));
    if (!holding) {
      settleNext();
    }
    return answer;
  }

  void hold() {
    holding = true;
  }

  synchronized void full(boolean now) {
    full = now;
  }

  void settleNext() {
    Waiting next = waiting.remove();
    stored.addAll(next.events());
    next.answer().complete(new LogPosition(stored.size() - 1));
  }

  void failNext() {
    waiting.remove().answer().completeExceptionally(new LogUnavailable("disk full"));
  }

  int waiting() {
    return waiting.size();
  }

  synchronized List<String> ids() {
    return stored.stream().map(Event::id).toList();
  }

  synchronized List<Event> events() {
    return List.copyOf(stored);
  }

  @Override
  public synchronized List<LogRecord> read(LogPosition from, int max) {
    List<LogRecord> records = new ArrayList<>();
    for (long at = from.value(); at < stored.size() && records.size() < max; at++) {
      records.add(new LogRecord(new LogPosition(at), stored.get((int) at)));
    }
    return records;
  }

  @Override
  public LogPosition tail() {
    return LogPosition.START;
  }

  @Override
  public synchronized LogPosition head() {
    return new LogPosition(stored.size());
  }

  @Override
  public void onAppend(Runnable hint) {
    // nobody reads on
  }

  @Override
  public String identity() {
    return "list";
  }
}
