package org.wellspring.wsman;

import java.util.Optional;
import org.wellspring.model.LogPosition;
import org.wellspring.model.Subscription;
import org.wellspring.model.SubscriptionId;

/**
 * The enumeration context of a Pull subscription: {@code IDENTIFIER/POSITION}. It carries the place
 * that the client has seen, so the server keeps none, and an older context gives the same events
 * again. Plain text: wsmancli loses others.
 */
record PullContext(SubscriptionId subscription, LogPosition next) {

  static PullContext first(Subscription subscription) {
    return new PullContext(subscription.id(), subscription.start());
  }

  String text() {
    return subscription.value() + "/" + next.value();
  }

  /** Empty when the text is the context of something else. */
  static Optional<PullContext> parse(String text) {
    int slash = text.lastIndexOf('/');
    if (slash <= 0 || !text.substring(slash + 1).matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    return Optional.of(
        new PullContext(
            new SubscriptionId(text.substring(0, slash)),
            new LogPosition(Long.parseLong(text.substring(slash + 1)))));
  }
}
