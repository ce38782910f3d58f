package org.wellspring.cimxml;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.delivery.OutboundMessage;
import org.wellspring.delivery.Sender;
import org.wellspring.delivery.SinkAnswer;
import org.wellspring.filter.Filter;
import org.wellspring.lane.Lane;
import org.wellspring.model.Bytes;
import org.wellspring.model.EndReason;
import org.wellspring.model.Subscription;
import org.wellspring.model.SubscriptionId;
import org.wellspring.subscription.SubscriptionListener;
import org.wellspring.time.TimeSource;
import org.wellspring.time.TimerKey;
import org.wellspring.time.Timers;
import org.wellspring.wbem.IndicationTerms;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlReader;

/**
 * Sends indications: to one listener destination one at a time, whatever subscriptions they come
 * from, each with the next number of the destination's sequence. One that fails is tried again,
 * with the same number, before any later one: DSP1054 §7.10, delivery retry. All state is owned by
 * its lane.
 *
 * <p>A sequence begins with each start of the server and each new destination: its context is
 * {@code service#start#creation of the destination}, and numbers count from 0.
 */
public final class ExportSender implements Sender, SubscriptionListener {
  /** What addresses of indications begin with; the listener's own follows. */
  static final String SCHEME = "cim-xml+";

  /** Destinations beyond this are forgotten when nobody subscribes to them. */
  private static final int MOST_KEPT = 10_000;

  private static final Logger log = LoggerFactory.getLogger(ExportSender.class);
  private static final XmlLimits ANSWERS = XmlLimits.DEFAULTS.withMaxCharacters(65_536);

  /**
   * What the sender works with.
   *
   * @param http carries the octets
   * @param attempts after the first one, setting wbem.retry.attempts
   * @param interval between them, setting wbem.retry.interval
   * @param startId different at each start of the server
   */
  public record Parts(
      Sender http,
      Lane lane,
      TimeSource time,
      Timers timers,
      int attempts,
      Duration interval,
      String startId) {}

  private static final class Export {
    final SubscriptionId subscription;
    final OutboundMessage message;
    final CompletableFuture<SinkAnswer> answer = new CompletableFuture<>();
    @Nullable OutboundMessage numbered;
    int failures;
    boolean triedAtOnce;
    boolean inFlight;

    Export(OutboundMessage message) {
      this.subscription = new SubscriptionId(message.messageId());
      this.message = message;
    }
  }

  /** A destination with what waits for it. */
  private static final class Destination {
    final String context;
    final Deque<Export> waiting = new ArrayDeque<>();
    @Nullable Export current;
    long nextNumber;
    int subscriptions;

    Destination(String context) {
      this.context = context;
    }
  }

  private record Route(Destination destination, RepeatGate gate) {}

  private final Parts parts;
  private final XmlReader xml = new XmlReader(ANSWERS);
  private final Map<String, Destination> destinations = new HashMap<>();
  private final Map<SubscriptionId, Route> routes = new HashMap<>();

  public ExportSender(Parts parts) {
    this.parts = parts;
  }

  @Override
  public void opened(Subscription subscription, Filter filter) {
    if (subscription.terms().notation().equals(IndicationTerms.NOTATION)) {
      IndicationTerms terms = IndicationTerms.of(subscription.terms());
      parts.lane.post(() -> open(subscription.id(), terms));
    }
  }

  private void open(SubscriptionId id, IndicationTerms terms) {
    if (destinations.size() > MOST_KEPT) {
      destinations.values().removeIf(one -> one.subscriptions == 0);
    }
    String name = terms.destination() + "#" + terms.destinationCreated();
    Destination destination =
        destinations.computeIfAbsent(
            name,
            key ->
                new Destination("Wellspring#" + parts.startId + "#" + terms.destinationCreated()));
    destination.subscriptions++;
    routes.put(id, new Route(destination, new RepeatGate(terms.repeat())));
  }

  @Override
  public void closed(Subscription subscription, EndReason reason, String text) {
    parts.lane.post(() -> close(subscription.id()));
  }

  /**
   * Nothing of it is sent any more. The destination stays, so that its sequence goes on when a
   * subscription is made anew.
   */
  private void close(SubscriptionId id) {
    Route route = routes.remove(id);
    if (route == null) {
      return;
    }
    Destination destination = route.destination;
    destination.subscriptions--;
    destination.waiting.removeIf(export -> export.subscription.equals(id) && ended(export));
    Export current = destination.current;
    if (current != null && current.subscription.equals(id) && !current.inFlight) {
      parts.timers.cancel(retryTimer(current));
      destination.current = null;
      ended(current);
      pump(destination);
    }
  }

  private static boolean ended(Export export) {
    return export.answer.complete(new SinkAnswer.NotSent(IndicationRenderer.ENDED));
  }

  /**
   * Sends one indication, as often as it takes.
   *
   * @return the last answer. Completes when the indication was taken, refused for good, its
   *     subscription has ended, or all attempts are spent, which may take {@code (attempts + 1) *
   *     timeout + attempts * interval} and the time of those before it
   */
  @Override
  public CompletableFuture<SinkAnswer> send(OutboundMessage message) {
    Export export = new Export(message);
    parts.lane.post(
        () -> {
          Route route = routes.get(export.subscription);
          if (route == null) {
            ended(export);
            return;
          }
          route.destination.waiting.add(export);
          pump(route.destination);
        });
    return export.answer;
  }

  private void pump(Destination destination) {
    while (destination.current == null && !destination.waiting.isEmpty()) {
      Export next = destination.waiting.remove();
      Route route = routes.get(next.subscription);
      if (route == null) {
        ended(next);
      } else if (next.message.body().isEmpty()) {
        destination.nextNumber++; // what retention took leaves a gap that the listener sees
        next.answer.complete(new SinkAnswer.NotSent(IndicationRenderer.LOST));
      } else if (!route.gate.passes(parts.time.monotonicNanos())) {
        next.answer.complete(new SinkAnswer.NotSent(IndicationRenderer.SUPPRESSED));
      } else {
        destination.current = next;
        next.numbered = numbered(next.message, destination);
        attempt(destination, next);
      }
    }
  }

  private OutboundMessage numbered(OutboundMessage message, Destination destination) {
    long number = destination.nextNumber;
    destination.nextNumber = number == Long.MAX_VALUE ? 0 : number + 1;
    Bytes sequence = Bytes.utf8(IndicationRenderer.sequence(destination.context, number));
    return new OutboundMessage(
        message.address().substring(SCHEME.length()),
        message.contentType(),
        List.of(message.body().get(0), sequence, message.body().get(1)),
        message.messageId(),
        message.timeout(),
        message.credentials(),
        message.headers());
  }

  private void attempt(Destination destination, Export export) {
    OutboundMessage message = export.numbered;
    if (message == null || destination.current != export) {
      return; // the subscription has ended in the meantime
    }
    export.inFlight = true;
    var unused =
        parts
            .http
            .send(message)
            .exceptionally(bug -> new SinkAnswer.Unreachable(bug.toString()))
            .thenAccept(answer -> parts.lane.post(() -> answered(destination, export, answer)));
  }

  private void answered(Destination destination, Export export, SinkAnswer answer) {
    export.inFlight = false;
    if (!routes.containsKey(export.subscription)) { // ended while it was on its way
      destination.current = null;
      ended(export);
      pump(destination);
      return;
    }
    ExportAnswer read = ExportAnswer.of(answer, xml);
    boolean again =
        read.kind() == ExportAnswer.Kind.TRANSIENT || read.kind() == ExportAnswer.Kind.SILENT;
    if (read.kind() == ExportAnswer.Kind.SILENT && !export.triedAtOnce) {
      export.triedAtOnce = true;
      attempt(destination, export);
    } else if (again && export.failures < parts.attempts) {
      export.failures++;
      log.atLevel(export.failures == 1 ? org.slf4j.event.Level.WARN : org.slf4j.event.Level.DEBUG)
          .log(
              "cimxml.export-failing id={} attempt={} why={}",
              export.subscription,
              export.failures,
              read.why());
      parts.timers.arm(
          retryTimer(export),
          parts.interval,
          () -> parts.lane.post(() -> attempt(destination, export)));
    } else {
      destination.current = null;
      export.answer.complete(answer);
      pump(destination);
    }
  }

  private static TimerKey retryTimer(Export export) {
    return new TimerKey(export, "cim-export");
  }
}
