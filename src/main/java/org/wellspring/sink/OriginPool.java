package org.wellspring.sink;

import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.wellspring.delivery.SinkAnswer;

/**
 * Connections to one origin, and the messages that wait for one. Owned by one event loop.
 *
 * <p>Idle connections are used last in, first out, so that surplus ones grow old and are closed.
 */
final class OriginPool implements HttpExchange.Holder {
  private final SendLoop owner;
  private final Origin origin;
  private final HttpSenderConfig config;
  private final Deque<HttpExchange> waiting = new ArrayDeque<>();
  private final Deque<HttpConnection> idle = new ArrayDeque<>();
  private int open;

  OriginPool(SendLoop owner, Origin origin, HttpSenderConfig config) {
    this.owner = owner;
    this.origin = origin;
    this.config = config;
  }

  Origin origin() {
    return origin;
  }

  boolean hasOpen() {
    return open > 0;
  }

  boolean hasIdle() {
    return !idle.isEmpty();
  }

  boolean hasWaiting() {
    return !waiting.isEmpty();
  }

  void submit(HttpExchange exchange) {
    if (waiting.size() >= config.maxWaitingPerOrigin()) {
      exchange.unreachable(
          "queue full: "
              + waiting.size()
              + " messages wait for a connection, setting delivery.sink.max-waiting");
      return;
    }
    hold(exchange);
    waiting.addLast(exchange);
    pump();
  }

  private void hold(HttpExchange exchange) {
    exchange.heldBy(this);
    owner.gauges().waiting(1);
  }

  /** Gives connections to waiting messages as long as there are both. */
  void pump() {
    while (!waiting.isEmpty() && serve(waiting.peekFirst())) {
      owner.gauges().waiting(-1);
    }
    owner.review(this);
  }

  /** Whether the first one in the queue could be served, and so has left it. */
  private boolean serve(HttpExchange first) {
    HttpConnection ready = first.isRetry() ? null : freshestIdle();
    if (ready != null) {
      waiting.removeFirst();
      ready.start(first);
      return true;
    }
    if (open >= config.maxConnectionsPerOrigin() || !owner.mayOpen(this)) {
      return false;
    }
    waiting.removeFirst();
    open++;
    dial(first);
    return true;
  }

  private @Nullable HttpConnection freshestIdle() {
    HttpConnection next = idle.pollFirst();
    while (next != null && !next.isOpen()) {
      next = idle.pollFirst();
    }
    return next;
  }

  private void dial(HttpExchange exchange) {
    Attempt attempt = new Attempt(exchange);
    exchange.heldBy(attempt);
    attempt.begin();
  }

  void release(HttpConnection connection) {
    if (owner.othersStarve(this) || waitsForNewConnection()) {
      connection.close(); // its place goes to whoever has waited longest
    } else {
      connection.idleFrom(owner.nanos());
      idle.addFirst(connection);
      pump();
    }
  }

  private boolean waitsForNewConnection() {
    return !waiting.isEmpty() && waiting.getFirst().isRetry();
  }

  /** Closes the connection that has been idle longest; its place is free when it is closed. */
  void closeOneIdle() {
    HttpConnection oldest = idle.pollLast();
    if (oldest != null) {
      oldest.close();
    }
    owner.review(this);
  }

  /**
   * Closes the connections that have been idle since then or longer.
   *
   * @param nanos on the monotonic clock of the event loop
   */
  void closeIdleSince(long nanos) {
    while (!idle.isEmpty() && idle.getLast().idleSinceNanos() - nanos <= 0) {
      idle.removeLast().close();
    }
    owner.review(this);
  }

  void closed(HttpConnection connection) {
    idle.remove(connection);
    freePlace();
  }

  /** A kept connection had gone under the message: it is the next one to be sent. */
  void closedUnder(HttpConnection connection, HttpExchange again) {
    again.becomeRetry();
    hold(again);
    waiting.addFirst(again);
    closed(connection);
  }

  private void freePlace() {
    open--;
    owner.placeFreed(this);
  }

  @Override
  public SinkAnswer tooLate(HttpExchange late) {
    return late.unreachableBecause(
        "no connection became free within "
            + late.message().timeout()
            + "; "
            + open
            + " open, settings delivery.sink.max-connections-per-origin and delivery.sink.max-connections");
  }

  @Override
  public void letGo(HttpExchange late) {
    if (waiting.remove(late)) {
      owner.gauges().waiting(-1);
    }
    owner.review(this);
  }

  /** A message, and the connection that is being opened for it. */
  private final class Attempt implements HttpExchange.Holder, Dial.Outcome {
    private final HttpExchange exchange;
    private final Dial dial;

    Attempt(HttpExchange exchange) {
      this.exchange = exchange;
      this.dial = new Dial(owner.dialer(), owner.eventLoop(), origin, this);
    }

    void begin() {
      dial.start();
    }

    @Override
    public void connected(Channel channel) {
      AnswerDecoder decoder = new AnswerDecoder();
      HttpConnection connection =
          new HttpConnection(OriginPool.this, channel, decoder, config.maxAnswer());
      channel.pipeline().addLast(decoder).addLast(connection);
      connection.start(exchange);
    }

    @Override
    public void failed(SinkAnswer answer) {
      freePlace();
      exchange.finish(answer);
    }

    @Override
    public SinkAnswer tooLate(HttpExchange late) {
      return late.unreachableBecause(
          "no connection within the message's " + late.message().timeout());
    }

    @Override
    public void letGo(HttpExchange late) {
      dial.abandon();
      freePlace();
    }
  }
}
