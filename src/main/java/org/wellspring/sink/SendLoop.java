package org.wellspring.sink;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The origins of one event loop and its share of the connections. Everything here runs on that
 * loop, thus no locks.
 *
 * <p>When the share is used up, origins stand in line: a connection that becomes free is closed and
 * its place goes to the first of them, so that busy origins cannot keep others out.
 */
final class SendLoop {
  /** Event loops count nanoseconds in a long; nobody waits longer for an answer. */
  private static final Duration LONGEST = Duration.ofDays(1);

  /** So that a connection is closed at most a quarter of the idle time late. */
  private static final int SWEEPS_PER_TIMEOUT = 4;

  private static final long SHORTEST_SWEEP = TimeUnit.MILLISECONDS.toNanos(10);

  private final EventLoop eventLoop;
  private final HttpSenderConfig config;
  private final Dialer dialer;
  private final Gauges gauges;
  private final int share;
  private final Map<Origin, OriginPool> pools = new HashMap<>();
  private final Set<OriginPool> starving = new LinkedHashSet<>();
  private final Set<OriginPool> withIdle = new LinkedHashSet<>();
  private final Set<HttpExchange> live = new LinkedHashSet<>();
  private int open;
  private boolean sweeping;
  private boolean closed;

  /**
   * @param share connections that this loop may have open at once
   */
  SendLoop(EventLoop eventLoop, HttpSenderConfig config, Dialer dialer, Gauges gauges, int share) {
    this.eventLoop = eventLoop;
    this.config = config;
    this.dialer = dialer;
    this.gauges = gauges;
    this.share = share;
  }

  EventLoop eventLoop() {
    return eventLoop;
  }

  Dialer dialer() {
    return dialer;
  }

  Gauges gauges() {
    return gauges;
  }

  void submit(HttpExchange exchange) {
    if (closed) {
      exchange.unreachable(HttpSender.CLOSED);
      return;
    }
    Duration timeout = exchange.message().timeout();
    long nanos = (timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout).toNanos();
    exchange.begin(eventLoop.schedule(exchange::deadlinePassed, nanos, TimeUnit.NANOSECONDS), live);
    pools
        .computeIfAbsent(exchange.target().origin(), origin -> new OriginPool(this, origin, config))
        .submit(exchange);
  }

  /** Takes one place of the share for the pool, or puts the pool in line for one. */
  boolean mayOpen(OriginPool pool) {
    if (closed) {
      return false;
    }
    if (open < share) {
      open++;
      gauges.connections(1);
      return true;
    }
    if (starving.add(pool)) {
      closeAnIdleOne();
    }
    return false;
  }

  private void closeAnIdleOne() {
    if (!withIdle.isEmpty()) {
      withIdle.iterator().next().closeOneIdle();
    }
  }

  boolean othersStarve(OriginPool pool) {
    return starving.size() > (starving.contains(pool) ? 1 : 0);
  }

  /** The pool has one connection less: whoever has waited longest for a place goes first. */
  void placeFreed(OriginPool pool) {
    open--;
    gauges.connections(-1);
    while (open < share && !starving.isEmpty()) {
      OriginPool first = starving.iterator().next();
      starving.remove(first);
      first.pump();
    }
    pool.pump();
  }

  /** To be called when a pool has changed: keeps the lists of pools true. */
  void review(OriginPool pool) {
    if (pool.hasIdle()) {
      withIdle.add(pool);
      sweepLater();
    } else {
      withIdle.remove(pool);
    }
    if (!pool.hasWaiting()) {
      starving.remove(pool);
    }
    if (!pool.hasWaiting() && !pool.hasOpen()) {
      pools.remove(pool.origin(), pool);
    }
  }

  /** Now on the clock by which connections are idle. */
  long nanos() {
    return eventLoop.ticker().nanoTime();
  }

  /** One look now and then at all idle ones costs less than a timer of each. */
  private void sweepLater() {
    if (!sweeping && !closed) {
      sweeping = true;
      long pause = Math.max(SHORTEST_SWEEP, config.idleTimeout().toNanos() / SWEEPS_PER_TIMEOUT);
      var unused = eventLoop.schedule(this::sweep, pause, TimeUnit.NANOSECONDS);
    }
  }

  private void sweep() {
    sweeping = false;
    long since = nanos() - config.idleTimeout().toNanos();
    List.copyOf(withIdle).forEach(pool -> pool.closeIdleSince(since));
    if (!withIdle.isEmpty()) {
      sweepLater();
    }
  }

  /** Answers for everything that is under way. Idle connections end with the event loop. */
  void shutDown() {
    closed = true;
    List.copyOf(live).forEach(exchange -> exchange.cancel(HttpSender.CLOSED));
  }
}
