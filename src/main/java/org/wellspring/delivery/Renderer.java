package org.wellspring.delivery;

import java.util.List;
import java.util.Optional;
import org.wellspring.model.EndReason;
import org.wellspring.model.LogPosition;

/**
 * Writes the messages of one subscription in its protocol, and reads the answers. Made once per
 * session: whatever is the same in all messages is encoded then. Used on the session's shard only.
 */
public interface Renderer {
  /** One event, or the report of dropped ones, as one message. */
  OutboundMessage single(Item item);

  /**
   * A batch.
   *
   * @param items 1..n, in log order
   */
  OutboundMessage batch(List<Item> items);

  /** DSP0226 §10.2.5. The bookmark is the one of the last item sent. */
  OutboundMessage heartbeat(Optional<LogPosition> bookmark);

  /** SubscriptionEnd; empty when the subscriber gave no EndTo. */
  Optional<OutboundMessage> ended(EndReason reason, String text);

  /** What an item adds to a batch. */
  ItemSize size(Item item);

  /** The octets of {@link #size}, for those who need no more. */
  default long octets(Item item) {
    return size(item).octets();
  }

  /** What a batch without items takes. */
  ItemSize emptyBatch();

  /** What the sink made of a message. */
  SendOutcome outcome(OutboundMessage sent, SinkAnswer answer);

  /**
   * Room that something takes in a message.
   *
   * @param characters of the serialised form
   * @param octets in the subscription's charset
   */
  record ItemSize(long characters, long octets) {
    public ItemSize plus(ItemSize more) {
      return new ItemSize(characters + more.characters, octets + more.octets);
    }
  }
}
