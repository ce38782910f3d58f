package org.wellspring.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final int READ = 256;

  /**
   * Hand-overs that shards may have before them: what they have not worked off stays in the log and
   * not in their queues.
   */
  private static final int AHEAD = 64;

  private final EventLog log;
  private final FilterIndex<Session> index;
  private final Lane lane;
  private final AtomicBoolean woken = new AtomicBoolean();
  private final AtomicInteger unfinished = new AtomicInteger();
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
    if (unfinished.get() >= AHEAD) {
      return; // a shard that has finished wakes us
    }
    List<LogRecord> records = log.read(next, READ);
    if (records.isEmpty()) {
      return;
    }
    Map<Lane, List<Runnable>> offers = new HashMap<>();
    if (next.isBefore(records.get(0).position())) {
      LogPosition missedFrom = next;
      index.forEach(session -> queue(offers, session, () -> session.missed(missedFrom)));
    }
    for (LogRecord record : records) {
      index.match(
          record.event(),
          session -> queue(offers, session, () -> session.offer(record)),
          (session, why) -> queue(offers, session, () -> session.filterBroke(why)));
      next = record.position().next();
    }
    offers.forEach(this::hand);
    wake();
  }

  /**
   * Lets every session note how far it has come. Behind the offers made so far, so that they count.
   */
  void checkpoint() {
    lane.post(
        () -> {
          LogPosition dispatched = next;
          Map<Lane, List<Runnable>> tasks = new HashMap<>();
          index.forEach(session -> queue(tasks, session, () -> session.checkpoint(dispatched)));
          tasks.forEach(this::hand);
        });
  }

  private void hand(Lane shard, List<Runnable> tasks) {
    unfinished.incrementAndGet();
    shard.post(
        () -> {
          tasks.forEach(Dispatcher::run);
          unfinished.decrementAndGet();
          wake();
        });
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) { // one bad session must not cost the others their events
      LOG.error("delivery.session-failed", e);
    }
  }

  private static void queue(Map<Lane, List<Runnable>> offers, Session session, Runnable task) {
    offers.computeIfAbsent(session.shard(), shard -> new ArrayList<>()).add(task);
  }
}
