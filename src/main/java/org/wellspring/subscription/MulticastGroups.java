package org.wellspring.subscription;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.MulticastGroup;
import org.wellspring.model.StartAt;
import org.wellspring.model.Subscription;
import org.wellspring.model.SubscriptionTerms;

/**
 * Gives out multicast groups: all who ask for the same events share one, as each event is sent once
 * to all of them. A group is kept while any lease on it lives. Owned by the subscription lane.
 */
final class MulticastGroups {
  /**
   * Same stream, same group: the same events, written in the same way. Lease, owner and EndTo are
   * each subscriber's own. A latecomer gets what comes from then on: nothing is replayed to a
   * group.
   */
  private record Stream(SubscriptionTerms terms) {
    static Stream of(SubscriptionTerms t) {
      return new Stream(
          new SubscriptionTerms(
              t.notation(),
              "",
              t.resource(),
              t.selectors(),
              t.mode(),
              Optional.empty(),
              Optional.empty(),
              t.filter(),
              t.envelopeLimit(),
              t.heartbeat(),
              Optional.empty(),
              t.bookmarks(),
              new StartAt.Now(),
              t.charset(),
              Optional.empty()));
    }
  }

  private static final class Use {
    final MulticastGroup group;
    int subscriptions;

    Use(MulticastGroup group) {
      this.group = group;
    }
  }

  private final GroupRange range;
  private final Map<Stream, Use> inUse = new HashMap<>();
  private final Map<String, Stream> byHost = new HashMap<>();

  MulticastGroups(GroupRange range) {
    this.range = range;
  }

  /** The group of this stream, a fresh one if nobody has it yet. Each call counts as one use. */
  MulticastGroup join(SubscriptionTerms terms) {
    Stream stream = Stream.of(terms);
    Use use = inUse.get(stream);
    if (use == null) {
      use = new Use(allot(stream));
      inUse.put(stream, use);
    }
    use.subscriptions++;
    return use.group;
  }

  private MulticastGroup allot(Stream stream) {
    for (int i = 0; i < range.size(); i++) {
      String host = range.host(i);
      if (byHost.putIfAbsent(host, stream) == null) {
        return new MulticastGroup(host, range.port(), "events");
      }
    }
    throw new FaultException(
        FaultCode.QUOTA,
        "All "
            + range.size()
            + " multicast groups are in use (setting trap.groups); try again when a subscription has ended.");
  }

  /** Takes a recovered subscription's group back into use. */
  void rejoin(Subscription subscription) {
    subscription
        .group()
        .ifPresent(
            group -> {
              Stream stream = Stream.of(subscription.terms());
              inUse.computeIfAbsent(stream, s -> new Use(group)).subscriptions++;
              byHost.put(group.host(), stream);
            });
  }

  void leave(Subscription subscription) {
    Stream stream = Stream.of(subscription.terms());
    Use use = inUse.get(stream);
    if (subscription.group().isPresent() && use != null && --use.subscriptions == 0) {
      inUse.remove(stream);
      byHost.remove(use.group.host());
    }
  }

  int size() {
    return inUse.size();
  }
}
