package org.wellspring.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.wellspring.metrics.MeterName;
import org.wellspring.metrics.Meters;

/**
 * The octets of all messages that are under way to sinks, and whoever waits until there is room for
 * more. Sinks that fail have a quarter of their own: many that never answer hold their messages for
 * the whole timeout each, and must not use up what the healthy ones need.
 *
 * <p>First come, first served. Used by all shards, thus locked, for a few instructions.
 */
final class InFlight {
  private static final int SHARE_OF_FAILING = 4;

  /** Which room a message takes. */
  enum Room {
    HEALTHY,
    FAILING
  }

  private record Waiting(long octets, Runnable go) {}

  private static final class Half {
    private final long limit;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long taken;

    Half(long limit) {
      this.limit = limit;
    }

    boolean hasRoomFor(long octets) {
      return taken == 0 || taken + octets <= limit;
    }
  }

  private final Half healthy;
  private final Half failing;
  private final Meters meters;

  /**
   * @param limit octets in all; a message that is larger goes alone
   */
  InFlight(long limit, Meters meters) {
    this.failing = new Half(Math.max(1, limit / SHARE_OF_FAILING));
    this.healthy = new Half(Math.max(1, limit - limit / SHARE_OF_FAILING));
    this.meters = meters;
    meters.gauge(MeterName.IN_FLIGHT_OCTETS, this::octets);
  }

  private Half of(Room room) {
    return room == Room.HEALTHY ? healthy : failing;
  }

  /**
   * Takes room for a message.
   *
   * @param later called when room was taken after all, on any thread, if there is none now
   * @return whether it was taken now
   */
  boolean take(Room room, long octets, Runnable later) {
    Half half = of(room);
    synchronized (half) {
      if (half.waiting.isEmpty() && half.hasRoomFor(octets)) {
        half.taken += octets;
        return true;
      }
      half.waiting.add(new Waiting(octets, later));
    }
    meters.count(MeterName.DELIVERY_HELD);
    return false;
  }

  /** Gives back what {@link #take} took. */
  void giveBack(Room room, long octets) {
    Half half = of(room);
    Runnable next = null;
    synchronized (half) {
      half.taken -= octets;
      next = admit(half);
    }
    while (next != null) {
      next.run(); // outside of the lock: it belongs to another shard
      synchronized (half) {
        next = admit(half);
      }
    }
  }

  private static @Nullable Runnable admit(Half half) {
    Waiting first = half.waiting.peek();
    if (first == null || !half.hasRoomFor(first.octets)) {
      return null;
    }
    half.waiting.remove();
    half.taken += first.octets;
    return first.go;
  }

  /** Octets under way now. */
  long octets() {
    return taken(healthy) + taken(failing);
  }

  private static long taken(Half half) {
    synchronized (half) {
      return half.taken;
    }
  }
}
