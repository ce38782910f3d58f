package org.wellspring.log.rocks;

import java.util.ArrayList;
import java.util.List;
import org.wellspring.log.LogUnavailable;

/**
 * What waits for {@code ws-log}, in order. Bounded: who comes when it is full is told so. All under
 * one monitor, held for the time of a list operation.
 */
final class CommitQueue {
  static final int MAX_EVENTS = 4096;
  static final long MAX_OCTETS = 64L << 20;
  static final int MAX_RECORDS = 65_536;

  private List<Command> waiting = new ArrayList<>();
  private int events;
  private long octets;
  private int records;
  private boolean closed;

  /**
   * A unit larger than the bound is let in when it is alone.
   *
   * @throws LogUnavailable when full or closed
   */
  synchronized void add(Command.Append append) {
    int more = append.events().size();
    if (events > 0 && (events + more > MAX_EVENTS || octets + append.octets() > MAX_OCTETS)) {
      throw new LogUnavailable(
          "the log has "
              + events
              + " events of "
              + octets
              + " octets waiting to be written (allowed: "
              + MAX_EVENTS
              + " events, "
              + MAX_OCTETS
              + " octets); come back in a moment");
    }
    enqueue(append);
    events += more;
    octets += append.octets();
  }

  /**
   * Adds a change of state.
   *
   * @throws LogUnavailable when full or closed
   */
  synchronized void add(Command change) {
    if (records >= MAX_RECORDS) {
      throw new LogUnavailable(
          "the store has " + records + " records waiting to be written, as many as are allowed");
    }
    enqueue(change);
    records++;
  }

  /** Has the log look for old events; false when closed. */
  synchronized boolean offerTrim() {
    if (!closed) {
      enqueue(new Command.Trim());
    }
    return !closed;
  }

  private void enqueue(Command command) {
    if (closed) {
      throw new LogUnavailable("the log is closed: the server is stopping");
    }
    waiting.add(command);
    notifyAll();
  }

  /** Everything that waits; waits for it. Empty when closed and worked off. */
  synchronized List<Command> take() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    List<Command> taken = waiting;
    waiting = new ArrayList<>();
    events = 0;
    octets = 0;
    records = 0;
    return taken;
  }

  /** Events that wait. */
  synchronized int depth() {
    return events;
  }

  /** Lets nothing more in. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
