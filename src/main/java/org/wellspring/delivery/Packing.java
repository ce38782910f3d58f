package org.wellspring.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.wellspring.delivery.Renderer.ItemSize;

/**
 * How many items go into the next message, and whether it may go yet. A batch closes at its count,
 * at its characters, at the envelope limit, or when the time since its first item is over,
 * whichever comes first. DSP0226 §10.2.9.4.
 */
final class Packing {
  /**
   * Bounds of a message.
   *
   * @param maxItems at least 1; 1 without {@code maxTime} is "one event per message"
   * @param maxCharacters of the serialised Events element
   * @param maxOctets of the whole envelope
   * @param maxTime wait for more after the first item; zero: none
   */
  record Bounds(
      int maxItems, OptionalLong maxCharacters, OptionalLong maxOctets, Duration maxTime) {}

  /** What to send now. */
  sealed interface Plan {
    /** These, from the front of the queue. */
    record Send(List<Item> items) implements Plan {}

    /** Nothing yet: the batch is open and has room. */
    record Wait() implements Plan {}

    /** The first item does not fit any message. */
    record TooLarge(Item item, long octets) implements Plan {}
  }

  private final Renderer renderer;
  private final Bounds bounds;

  Packing(Renderer renderer, Bounds bounds) {
    this.renderer = renderer;
    this.bounds = bounds;
  }

  Duration maxTime() {
    return bounds.maxTime();
  }

  /**
   * Plans the next message.
   *
   * @param queue at least one item
   * @param timeIsUp whether {@link #maxTime} has passed since the first item was there
   */
  Plan plan(Iterable<Item> queue, boolean timeIsUp) {
    return bounds.maxOctets().isPresent() || bounds.maxCharacters().isPresent()
        ? planBySize(queue, timeIsUp)
        : planByCount(queue, timeIsUp);
  }

  /** Measuring an item costs about as much as writing it, so it is not done without need. */
  private Plan planByCount(Iterable<Item> queue, boolean timeIsUp) {
    List<Item> taken = new ArrayList<>(Math.min(bounds.maxItems(), 16));
    for (Item item : queue) {
      taken.add(item);
      if (taken.size() == bounds.maxItems()) {
        break;
      }
    }
    return close(taken, timeIsUp);
  }

  private Plan planBySize(Iterable<Item> queue, boolean timeIsUp) {
    List<Item> taken = new ArrayList<>();
    ItemSize size = renderer.emptyBatch();
    for (Item item : queue) {
      ItemSize larger = size.plus(renderer.size(item));
      if (taken.isEmpty() && exceedsEnvelope(larger)) {
        return new Plan.TooLarge(item, larger.octets());
      }
      boolean full = taken.size() == bounds.maxItems() || exceeds(larger);
      if (full && !taken.isEmpty()) {
        return new Plan.Send(taken);
      }
      taken.add(item);
      size = larger;
    }
    return close(taken, timeIsUp);
  }

  private Plan close(List<Item> taken, boolean timeIsUp) {
    boolean complete = taken.size() >= bounds.maxItems() || timeIsUp || bounds.maxTime().isZero();
    return complete ? new Plan.Send(taken) : new Plan.Wait();
  }

  private boolean exceeds(ItemSize size) {
    return exceedsEnvelope(size)
        || (bounds.maxCharacters().isPresent()
            && size.characters() > bounds.maxCharacters().getAsLong());
  }

  private boolean exceedsEnvelope(ItemSize size) {
    return bounds.maxOctets().isPresent() && size.octets() > bounds.maxOctets().getAsLong();
  }
}
