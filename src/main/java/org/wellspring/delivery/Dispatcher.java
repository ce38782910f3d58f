package org.wellspring.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.wellspring.filter.FilterIndex;
import org.wellspring.lane.Lane;
import org.wellspring.log.EventLog;
import org.wellspring.model.LogPosition;
import org.wellspring.model.LogRecord;

/**
 * Takes each event from the log's head once, finds who wants it, and hands it to their shards.
 * Owned by its lane; a wake-up is a hint only, correctness does not depend on one.
 */
final class Dispatcher {
  private static final int READ = 256;

  private final EventLog log;
  private final FilterIndex<Session> index;
  private final Lane lane;
  private final AtomicBoolean woken = new AtomicBoolean();
  private LogPosition next;

  Dispatcher(EventLog log, FilterIndex<Session> index, Lane lane) {
    this.log = log;
    this.index = index;
    this.lane = lane;
    this.next = log.head();
  }

  void start() {
    log.onAppend(this::wake);
    wake();
  }

  private void wake() {
    if (woken.compareAndSet(false, true)) {
      lane.post(this::dispatch);
    }
  }

  private void dispatch() {
    woken.set(false);
    List<LogRecord> records = log.read(next, READ);
    if (records.isEmpty()) {
      return;
    }
    Map<Lane, List<Runnable>> offers = new HashMap<>();
    for (LogRecord record : records) {
      index.match(
          record.event(),
          session -> queue(offers, session, () -> session.offer(record)),
          session -> queue(offers, session, session::filterBroke));
      next = record.position().next();
    }
    offers.forEach((shard, tasks) -> shard.post(() -> tasks.forEach(Runnable::run)));
    wake();
  }

  private static void queue(Map<Lane, List<Runnable>> offers, Session session, Runnable task) {
    offers.computeIfAbsent(session.shard(), shard -> new ArrayList<>()).add(task);
  }
}
