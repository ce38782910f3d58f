package org.wellspring.cimxml;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.wellspring.cim.CimException;
import org.wellspring.cim.CimStatus;
import org.wellspring.time.TimerKey;
import org.wellspring.time.Timers;

/**
 * Enumerations that were opened and not yet read to their end. Safe for use by several threads; one
 * that is being read is not there for others, so that a repeated Pull does not get an item twice.
 */
final class PullContexts {
  /** What an enumeration has left, written already, and who may read it by which operation. */
  record Rest(String owner, String pullName, Deque<String> items) {}

  private final ConcurrentMap<String, Rest> open = new ConcurrentHashMap<>();
  private final Timers timers;
  private final int most;
  private final Duration idle;

  /**
   * @param most open at once, setting enumeration.max-contexts
   * @param idle time without a Pull after which one is forgotten, setting enumeration.idle-timeout
   */
  PullContexts(Timers timers, int most, Duration idle) {
    this.timers = timers;
    this.most = most;
    this.idle = idle;
  }

  Duration idle() {
    return idle;
  }

  /** Keeps the rest of an enumeration; the answer is its context. */
  String keep(Rest rest) {
    if (open.size() >= most) {
      throw new CimException(
          CimStatus.SERVER_LIMITS_EXCEEDED,
          "There are "
              + most
              + " open enumerations; close one, or try again later (setting"
              + " enumeration.max-contexts).");
    }
    return put(UUID.randomUUID().toString(), rest);
  }

  private String put(String context, Rest rest) {
    open.put(context, rest);
    timers.arm(new TimerKey(context, "cim-pull"), idle, () -> open.remove(context));
    return context;
  }

  /** Takes up to so many items; the context is gone when none are left. */
  Taken take(String owner, String pullName, String context, long max) {
    Rest rest = own(owner, context);
    if (!rest.pullName.equals(pullName)) {
      throw new CimException(
          CimStatus.INVALID_ENUMERATION_CONTEXT,
          "This enumeration is read by " + rest.pullName + ", not by " + pullName + ".");
    }
    if (!open.remove(context, rest)) {
      throw unknown();
    }
    timers.cancel(new TimerKey(context, "cim-pull"));
    Taken taken = Taken.of(rest.items, max);
    return rest.items.isEmpty() ? taken : new Taken(taken.items, Optional.of(put(context, rest)));
  }

  void close(String owner, String context) {
    own(owner, context);
    open.remove(context);
    timers.cancel(new TimerKey(context, "cim-pull"));
  }

  private Rest own(String owner, String context) {
    Rest rest = open.get(context);
    if (rest == null || !rest.owner.equals(owner)) {
      throw unknown();
    }
    return rest;
  }

  private static CimException unknown() {
    return new CimException(
        CimStatus.INVALID_ENUMERATION_CONTEXT,
        "There is no such enumeration: it was read to its end, closed, or not read for too long.");
  }

  /**
   * Items for one answer.
   *
   * @param context empty at the end of the enumeration
   */
  record Taken(List<String> items, Optional<String> context) {
    static Taken of(Deque<String> from, long max) {
      Deque<String> taken = new ArrayDeque<>();
      while (!from.isEmpty() && taken.size() < max) {
        taken.add(from.remove());
      }
      return new Taken(List.copyOf(taken), Optional.empty());
    }
  }

  /** For tests and gauges. */
  Map<String, Rest> view() {
    return Map.copyOf(open);
  }
}
