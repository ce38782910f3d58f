package org.wellspring.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what each subscription gets, and checks it: every stream has to come whole, once and in
 * order, from 0. What comes too early counts as a gap; what comes again or late as repeated.
 */
public final class Tally implements Arrivals {
  private final int streams;
  private final AtomicLongArray next;
  private final LongAdder received = new LongAdder();
  private final AtomicLong skipped = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();

  /**
   * @param streams publishers with an order of their own, 1 to 100
   */
  public Tally(int subscriptions, int streams) {
    this.streams = streams;
    this.next = new AtomicLongArray(subscriptions * streams);
  }

  @Override
  public void saw(int subscription, int stream, long number) {
    int place = subscription * streams + stream;
    long expected = next.get(place);
    if (number < expected) {
      repeated.incrementAndGet();
      return;
    }
    if (number > expected) {
      skipped.addAndGet(number - expected);
    }
    next.set(place, number + 1);
    received.increment();
  }

  /** Events that came for the first time, of all subscriptions together. */
  public long received() {
    return received.sum();
  }

  /** One more than the last number of a stream that a subscription has got. */
  public long reached(int subscription, int stream) {
    return next.get(subscription * streams + stream);
  }

  /**
   * What is wrong, in words; empty: nothing.
   *
   * @param perSubscription events that each of them should have by now; -1: as many as it likes
   */
  public List<String> problems(long perSubscription) {
    List<String> problems = new ArrayList<>();
    if (skipped.get() > 0) {
      problems.add(skipped + " events lost or overtaken");
    }
    if (repeated.get() > 0) {
      problems.add(repeated + " events came again or late");
    }
    long wanted = perSubscription * next.length() / streams;
    if (perSubscription >= 0 && received() != wanted) {
      problems.add(received() + " events came of " + wanted);
    }
    return problems;
  }
}
