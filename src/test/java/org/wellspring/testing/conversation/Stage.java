package org.wellspring.testing.conversation;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.wellspring.model.Event;
import org.wellspring.soap.http.SoapService.Answer;
import org.wellspring.subscription.GroupRange;
import org.wellspring.subscription.SubscriptionService;
import org.wellspring.testing.VirtualTime;

/** A server without sockets, on a clock that stands still, for one front door's conversations. */
public interface Stage {
  /**
   * Sends a request.
   *
   * @param door what the step's file name says behind "request", apart from the encoding
   */
  CompletableFuture<Answer> send(byte[] octets, String contentType, String door);

  HeldSink sink();

  VirtualTime time();

  SubscriptionService subscriptions();

  void publish(List<Event> events);

  /** What a conversation may want otherwise. */
  record Shape(int keptEvents, int maxSubscriptions, int maxContexts, GroupRange groups) {
    public static final Shape USUAL =
        new Shape(
            10_000, 1_000, 100, new GroupRange((239 << 24) | (255 << 16) | (42 << 8), 4, 9931));

    Shape keeping(int events) {
      return new Shape(events, maxSubscriptions, maxContexts, groups);
    }

    public Shape admitting(int subscriptions, int contexts) {
      return new Shape(keptEvents, subscriptions, contexts, groups);
    }

    Shape withoutTrap() {
      return new Shape(keptEvents, maxSubscriptions, maxContexts, GroupRange.NONE);
    }
  }
}
