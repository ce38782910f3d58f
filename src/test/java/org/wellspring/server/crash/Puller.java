package org.wellspring.server.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.wellspring.client.ExchangeFailed;
import org.wellspring.client.PulledEvents;
import org.wellspring.client.SoapFault;
import org.wellspring.client.SubscriptionHandle;
import org.wellspring.client.WsmanClient;

/**
 * Pulls all the time. A Pull whose answer was lost is asked again with the same context, so nothing
 * may come twice.
 */
final class Puller {
  private final WsmanClient client;
  private final SubscriptionHandle subscription;
  private final List<Integer> volumes = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "puller");

  Puller(WsmanClient client, SubscriptionHandle subscription) {
    this.client = client;
    this.subscription = subscription;
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    String context = subscription.context().orElseThrow();
    while (!isOver(0)) {
      try {
        PulledEvents pulled =
            client.pull(
                subscription.manager(),
                context,
                OptionalInt.of(200),
                Optional.of(Duration.ofSeconds(1)));
        take(pulled);
        context = pulled.context().orElse(context);
      } catch (ExchangeFailed killed) {
        isOver(20);
      } catch (SoapFault fault) {
        fault(fault);
        return;
      }
    }
  }

  private synchronized void take(PulledEvents pulled) {
    pulled.items().forEach(item -> volumes.add(Fountains.volume(item)));
  }

  private synchronized void fault(SoapFault fault) {
    faults.add(fault.toString());
  }

  private boolean isOver(long millis) {
    try {
      return over.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  synchronized int count() {
    return volumes.size();
  }

  synchronized List<Integer> volumes() {
    return List.copyOf(volumes);
  }

  synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  void finish() throws InterruptedException {
    over.countDown();
    thread.join();
  }
}
