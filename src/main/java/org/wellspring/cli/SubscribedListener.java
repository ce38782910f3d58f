package org.wellspring.cli;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.wellspring.client.ExchangeFailed;
import org.wellspring.client.ReceivedEvent;
import org.wellspring.client.ReceivedEvent.Kind;
import org.wellspring.client.SoapFault;
import org.wellspring.client.SubscriptionHandle;
import org.wellspring.client.TrapListener;
import org.wellspring.client.WsmanClient;

/**
 * Receives the events of a subscription of its own until the signal is raised, renews it at half of
 * its lease, and ends it.
 */
final class SubscribedListener {
  private static final int PULL_SIZE = 100;
  private static final Duration PULL_WAIT = Duration.ofSeconds(20);
  private static final Duration FOR_EVER = Duration.ofDays(36_500);
  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(2);

  private final WsmanClient client;
  private final StopSignal stop;
  private final Duration longest;
  private volatile boolean endedBySource; // set on the sink's thread, read at the end

  SubscribedListener(WsmanClient client, StopSignal stop, Optional<Duration> longest) {
    this.client = client;
    this.stop = stop;
    this.longest = longest.orElse(FOR_EVER);
  }

  /** The consumer, and after a SubscriptionEnd the end. */
  Consumer<ReceivedEvent> endingWith(Consumer<ReceivedEvent> consumer) {
    return event -> {
      consumer.accept(event);
      if (event.kind() == Kind.SUBSCRIPTION_END) {
        endedBySource = true;
        stop.stop();
      }
    };
  }

  /** Waits while a sink receives. */
  void sink(SubscriptionHandle handle) throws SoapFault, ExchangeFailed, InterruptedException {
    try {
      waitAndRenew(handle);
    } finally {
      unsubscribe(handle);
    }
  }

  void trap(SubscriptionHandle handle, Consumer<ReceivedEvent> consumer)
      throws SoapFault, ExchangeFailed, IOException, InterruptedException {
    String group =
        handle
            .multicastAddress()
            .orElseThrow(() -> new ExchangeFailed("the server named no multicast address"));
    try (TrapListener listener = TrapListener.join(URI.create(group), quietly(consumer))) {
      waitAndRenew(handle);
    } finally {
      unsubscribe(handle);
    }
  }

  /** A datagram cannot be sent back. */
  static Consumer<ReceivedEvent> quietly(Consumer<ReceivedEvent> consumer) {
    return event -> {
      try {
        consumer.accept(event);
      } catch (IllegalStateException enough) {
        // it was enough; the end is under way
      }
    };
  }

  void pull(SubscriptionHandle handle, Consumer<ReceivedEvent> consumer)
      throws SoapFault, ExchangeFailed, InterruptedException {
    String context =
        handle
            .context()
            .orElseThrow(() -> new ExchangeFailed("the server gave no context to pull with"));
    PullLoop loop =
        new PullLoop(client, handle.manager(), context, OptionalInt.of(PULL_SIZE), PULL_WAIT);
    loop.start(consumer, stop);
    try {
      waitAndRenew(handle);
    } finally {
      loop.finish();
      unsubscribe(handle);
    }
    loop.rethrow();
  }

  private void waitAndRenew(SubscriptionHandle handle)
      throws SoapFault, ExchangeFailed, InterruptedException {
    Optional<Duration> lease = handle.expires().flatMap(SubscribedListener::duration);
    Duration left = longest;
    while (left.compareTo(Duration.ZERO) > 0 && !stop.isStopped()) {
      Duration step = shorter(lease.map(whole -> whole.dividedBy(2)).orElse(FOR_EVER), left);
      if (stop.await(step)) {
        return;
      }
      left = left.minus(step);
      if (lease.isPresent() && left.compareTo(Duration.ZERO) > 0) {
        client.renew(handle.manager(), handle.expires());
      }
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Years and months, and points in time, are not renewed: nobody listens that long. */
  private static Optional<Duration> duration(String expires) {
    try {
      return Optional.of(Duration.parse(expires))
          .filter(lease -> lease.compareTo(SHORTEST_LEASE) >= 0);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private void unsubscribe(SubscriptionHandle handle) throws SoapFault, ExchangeFailed {
    if (!endedBySource) {
      client.unsubscribe(handle.manager());
    }
  }
}
