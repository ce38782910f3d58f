package org.wellspring.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wellspring.delivery.Item;
import org.wellspring.model.Bytes;
import org.wellspring.model.EndReason;
import org.wellspring.model.LogPosition;
import org.wellspring.model.StreamTerms;
import org.wellspring.model.Subscription;

/**
 * What one subscription is told, as JSON objects on one line: {@code type} is {@code event}, {@code
 * dropped} (events that are gone: their number), {@code ended} or {@code heartbeat}; all name the
 * subscription. Immutable.
 */
final class Notifications {
  private static final Bytes CLOSE = Bytes.utf8("}");

  private final Subscription subscription;
  private final EventJson events;
  private final Bookmarks bookmarks;
  private final Bytes open;

  Notifications(Subscription subscription, EventJson events, Bookmarks bookmarks) {
    this.subscription = subscription;
    this.events = events;
    this.bookmarks = bookmarks;
    String head = head("event").toString();
    this.open = Bytes.utf8(head.substring(0, head.length() - 1) + ",");
  }

  private ObjectNode head(String type) {
    return Answers.nodes()
        .objectNode()
        .put("type", type)
        .put("subscriptionId", StreamSubscriptions.shown(subscription.id()))
        .put("subscriptionName", subscription.terms().stream().map(StreamTerms::name).orElse(""));
  }

  /** One item, in parts of which that of the event is shared. */
  List<Bytes> item(Item item) {
    if (item instanceof Item.Matched matched) {
      return List.of(open, events.members(matched.record()), CLOSE);
    }
    Item.Dropped dropped = (Item.Dropped) item;
    return List.of(
        octets(
            head("dropped")
                .put("dropped", dropped.count())
                .put("bookmark", bookmarks.write(dropped.position()))));
  }

  Bytes ended(EndReason reason, String text) {
    return octets(
        head("ended")
            .put("reason", reason.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .put("text", text));
  }

  Bytes heartbeat(Optional<LogPosition> at) {
    ObjectNode beat = head("heartbeat");
    at.ifPresent(position -> beat.put("bookmark", bookmarks.write(position)));
    return octets(beat);
  }

  private static Bytes octets(ObjectNode json) {
    return Bytes.wrap(json.toString().getBytes(StandardCharsets.UTF_8));
  }
}
