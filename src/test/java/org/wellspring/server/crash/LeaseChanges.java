package org.wellspring.server.crash;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.wellspring.client.ExchangeFailed;
import org.wellspring.client.SoapFault;
import org.wellspring.client.SubscribeOptions;
import org.wellspring.client.SubscriptionHandle;
import org.wellspring.client.WsmanClient;
import org.wellspring.model.SelectorSet;

/**
 * Subscribes, renews and unsubscribes all the time, and remembers what was answered. Every second
 * subscription is kept; the others are ended.
 */
final class LeaseChanges {
  private static final int MOST_KEPT = 200;

  /**
   * A subscription as the last answer left it.
   *
   * @param expires as it was granted; empty: a Renew was not answered, so it may be either
   */
  record Known(SubscriptionHandle handle, Optional<String> expires) {}

  private final WsmanClient client;
  private final Instant begin;
  private final List<Known> live = new ArrayList<>();
  private final List<SubscriptionHandle> gone = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "lease-changes");
  private int number;

  LeaseChanges(WsmanClient client, Instant begin) {
    this.client = client;
    this.begin = begin;
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (!isOver(30)) {
      try {
        change();
      } catch (ExchangeFailed killed) {
        isOver(50);
      } catch (SoapFault fault) {
        throw new IllegalStateException(fault); // ends the thread: the check sees too few
      }
    }
  }

  private void change() throws SoapFault, ExchangeFailed {
    SubscriptionHandle made =
        client.subscribe(
            client.resource(Fountains.URI, SelectorSet.NONE),
            SubscribeOptions.pull().expires(until(number++)).build());
    if (number % 2 == 0) {
      client.unsubscribe(made.manager()); // when this is not answered, nothing is known of it
      gone.add(made);
    } else if (live.size() < MOST_KEPT) {
      live.add(new Known(made, made.expires()));
      renew(live.size() / 2);
    }
  }

  private void renew(int which) throws SoapFault, ExchangeFailed {
    SubscriptionHandle handle = live.get(which).handle();
    live.set(which, new Known(handle, Optional.empty()));
    Optional<String> granted = client.renew(handle.manager(), Optional.of(until(number++)));
    live.set(which, new Known(handle, granted));
  }

  /** A point in time, for that is given back as it was granted. */
  private String until(int n) {
    return begin
        .truncatedTo(ChronoUnit.SECONDS)
        .plus(Duration.ofHours(2).plusSeconds(n))
        .toString();
  }

  private boolean isOver(long millis) {
    try {
      return over.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  void finish() throws InterruptedException {
    over.countDown();
    thread.join();
  }

  /** Once finished: what ought to be there. */
  List<Known> live() {
    return live;
  }

  /** Once finished: what ought not to be there any more. */
  List<SubscriptionHandle> gone() {
    return gone;
  }
}
