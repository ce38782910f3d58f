package org.wellspring.stream;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.delivery.DeliveryEngine;
import org.wellspring.delivery.Tap;
import org.wellspring.log.EventLog;
import org.wellspring.model.DeliveryMode;
import org.wellspring.model.LogPosition;
import org.wellspring.model.Principal;
import org.wellspring.model.Subscription;

/**
 * {@code GET /stream/{subscriptionId}/events}: Server-Sent Events. Each connection reads along with
 * the subscription from its own place: behind {@code Last-Event-ID}; without it, a subscription of
 * type SSE from its beginning, and one that has a destination from now on. No thread waits.
 */
final class EventStreams {
  private static final Logger log = LoggerFactory.getLogger(EventStreams.class);

  private final StreamSubscriptions subscriptions;
  private final DeliveryEngine delivery;
  private final EventLog eventLog;
  private final Tokens tokens;
  private final Answers answers;
  private final StreamSettings settings;
  private final Bookmarks bookmarks;
  private final EventJson events;

  /** Connections now; a concurrent set, as they end on whatever thread notices. */
  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();

  EventStreams(
      StreamSubscriptions subscriptions,
      DeliveryEngine delivery,
      EventLog eventLog,
      Tokens tokens,
      Answers answers,
      StreamSettings settings) {
    this.subscriptions = subscriptions;
    this.delivery = delivery;
    this.eventLog = eventLog;
    this.tokens = tokens;
    this.answers = answers;
    this.settings = settings;
    this.bookmarks = new Bookmarks(eventLog.identity());
    this.events = new EventJson(bookmarks);
  }

  /** Answers now or later; the request is one that was let in. */
  void begin(HttpServletRequest http, HttpServletResponse reply, String id) {
    Principal who = Callers.principal(http);
    Optional<LogPosition> after =
        Optional.ofNullable(http.getHeader("Last-Event-ID"))
            .filter(text -> !text.isBlank())
            .map(text -> bookmarks.read(text, eventLog.head()));
    if (open.size() >= settings.maxReaders()) {
      throw new StreamProblem(
          503,
          "",
          settings.maxReaders()
              + " streams are being read, the most there may be (setting stream.max-readers)");
    }
    BooleanSupplier stillAllowed = stillAllowed(http);
    AsyncContext context = http.startAsync();
    context.setTimeout(0); // the heartbeat finds out when nobody is there any more
    var unused =
        subscriptions
            .require(who, id)
            .thenAccept(found -> stream(context, found, from(found, after), stillAllowed))
            .exceptionally(failure -> refuse(context, reply, failure));
  }

  /** A token that runs out or is revoked ends what was begun with it. */
  private BooleanSupplier stillAllowed(HttpServletRequest http) {
    return Callers.token(http)
        .<BooleanSupplier>map(token -> () -> tokens.verify(token).isPresent())
        .orElse(() -> true);
  }

  private LogPosition from(Subscription subscription, Optional<LogPosition> after) {
    return after
        .map(LogPosition::next)
        .orElseGet(
            () ->
                subscription.terms().mode() instanceof DeliveryMode.Pull
                    ? subscription.start()
                    : eventLog.head());
  }

  private void stream(
      AsyncContext context, Subscription found, LogPosition from, BooleanSupplier stillAllowed) {
    Tap tap =
        delivery
            .tap(found.id(), from)
            .orElseThrow(() -> new StreamProblem(404, "subscriptionId", "it has just ended"));
    EventStream stream =
        new EventStream(
            context,
            new EventStream.Source(
                found,
                tap,
                new Notifications(found, events, bookmarks),
                bookmarks,
                settings.heartbeat(),
                stillAllowed,
                subscriptions::isOver),
            open::remove);
    open.add(stream);
    stream.begin(from);
  }

  private Void refuse(AsyncContext context, HttpServletResponse reply, Throwable failure) {
    StreamProblem problem = Answers.problem(failure);
    try {
      reply.setStatus(problem.status());
      reply.setContentType(Answers.CONTENT_TYPE);
      byte[] body = answers.refused(problem);
      reply.setContentLength(body.length);
      reply.getOutputStream().write(body);
    } catch (java.io.IOException | IllegalStateException e) {
      log.debug("stream.refusal-not-read why={}", e.toString());
    } finally {
      context.complete();
    }
    return null;
  }

  /** Connections now. */
  int readers() {
    return open.size();
  }
}
