package org.wellspring.delivery;

import java.time.Duration;
import java.time.Period;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.wellspring.model.DeliveryMode;
import org.wellspring.model.LeaseWish;
import org.wellspring.model.LogPosition;
import org.wellspring.model.SelectorSet;
import org.wellspring.model.StartAt;
import org.wellspring.model.Subscription;
import org.wellspring.testing.Events;
import org.wellspring.testing.Terms;

/** What simulated subscribers ask for. */
final class Wishes {
  private final Random random;

  Wishes(Random random) {
    this.random = random;
  }

  /**
   * Any terms.
   *
   * @param head of the log
   */
  Terms terms(int head) {
    Terms terms = new Terms().mode(mode()).startAt(start(head));
    switch (random.nextInt(3)) {
      case 0 -> terms.xpath("/f:Usage[@n mod 3 = 0]");
      case 1 -> terms.xpath("/f:Usage[@n > 100]");
      default -> terms.selectors(random.nextBoolean() ? Events.NORTH : SelectorSet.NONE);
    }
    if (random.nextInt(3) == 0) {
      terms.heartbeat(Duration.ofSeconds(5 + random.nextInt(10)));
    }
    if (random.nextInt(4) == 0) {
      terms.retry(Duration.ofSeconds(1 + random.nextInt(5)), random.nextInt(6));
    }
    return terms;
  }

  /** The filters above, said in Java; an event's number is its position. */
  static boolean filterSelects(Subscription subscription, long position) {
    return switch (subscription.terms().filter().map(f -> f.text()).orElse("")) {
      case "/f:Usage[@n mod 3 = 0]" -> position % 3 == 0;
      case "/f:Usage[@n > 100]" -> position > 100;
      default -> true;
    };
  }

  /** At least this long and less than that, in seconds. */
  LeaseWish.For lease(int least, int most) {
    return new LeaseWish.For(Period.ZERO, Duration.ofSeconds(least + random.nextInt(most - least)));
  }

  private DeliveryMode mode() {
    return switch (random.nextInt(4)) {
      case 0 -> new DeliveryMode.Push();
      case 1 -> new DeliveryMode.PushWithAck();
      case 2 -> new DeliveryMode.Pull();
      default ->
          new DeliveryMode.Batched(
              OptionalInt.of(1 + random.nextInt(12)),
              random.nextBoolean() ? OptionalLong.of(100) : OptionalLong.empty(),
              Optional.of(Duration.ofMillis(random.nextInt(3_000))),
              DeliveryMode.Acknowledgement.ACK);
    };
  }

  private StartAt start(int head) {
    return switch (random.nextInt(3)) {
      case 0 -> new StartAt.Earliest();
      case 1 -> new StartAt.After(new LogPosition(random.nextInt(head + 1)));
      default -> new StartAt.Now();
    };
  }
}
