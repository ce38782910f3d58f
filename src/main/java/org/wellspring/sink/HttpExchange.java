package org.wellspring.sink;

import io.netty.util.concurrent.ScheduledFuture;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.wellspring.delivery.OutboundMessage;
import org.wellspring.delivery.SinkAnswer;

/**
 * One message on its way to one answer. Owned by the origin's event loop, apart from the future.
 *
 * <pre>
 *   waiting → dialling → sent → finished
 *      └───────────────→ sent     a pooled connection was free
 *   dialling ←────────── sent     the pooled connection had gone: once
 * </pre>
 */
final class HttpExchange {
  /** Whoever has the exchange now, and so knows what its deadline means. */
  interface Holder {
    /** What to say when the time is over. */
    SinkAnswer tooLate(HttpExchange exchange);

    /** Stops working for it. */
    void letGo(HttpExchange exchange);
  }

  private final HttpTarget target;
  private final OutboundMessage message;
  private final CompletableFuture<SinkAnswer> answer = new CompletableFuture<>();
  private @Nullable Holder holder;
  private @Nullable ScheduledFuture<?> deadline;
  private @Nullable Set<HttpExchange> live;
  private boolean retry;

  HttpExchange(HttpTarget target, OutboundMessage message) {
    this.target = target;
    this.message = message;
  }

  CompletableFuture<SinkAnswer> answer() {
    return answer;
  }

  HttpTarget target() {
    return target;
  }

  OutboundMessage message() {
    return message;
  }

  void heldBy(Holder now) {
    holder = now;
  }

  /**
   * @param timer runs out at the deadline
   * @param among the unfinished ones, which it joins until it is finished
   */
  void begin(ScheduledFuture<?> timer, Set<HttpExchange> among) {
    deadline = timer;
    live = among;
    among.add(this);
  }

  void deadlinePassed() {
    if (holder != null) {
      SinkAnswer late = holder.tooLate(this);
      holder.letGo(this);
      finish(late);
    }
  }

  void cancel(String why) {
    if (holder != null) {
      holder.letGo(this);
    }
    unreachable(why);
  }

  /** A second attempt goes over a connection of its own. */
  boolean isRetry() {
    return retry;
  }

  void becomeRetry() {
    retry = true;
  }

  void finish(SinkAnswer with) {
    holder = null;
    if (deadline != null) {
      deadline.cancel(false);
    }
    if (live != null) {
      live.remove(this);
    }
    answer.complete(with);
  }

  SinkAnswer unreachableBecause(String why) {
    return new SinkAnswer.Unreachable(target.origin() + ": " + why);
  }

  void unreachable(String why) {
    finish(unreachableBecause(why));
  }

  /** The sink closed without a word. */
  void unanswered(String why) {
    finish(
        new SinkAnswer.Unreachable(
            target.origin() + ": " + why, SinkAnswer.Silence.CLOSED_WITHOUT_ANSWER));
  }
}
