package org.wellspring.wsman;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.Principal;
import org.wellspring.time.TimeSource;
import org.wellspring.time.TimerKey;
import org.wellspring.time.Timers;
import org.wellspring.xml.XmlElement;

/**
 * Enumerations under way: a snapshot of items and the place reached. An idle one is forgotten. Safe
 * for use by several threads; one enumeration is read by one Pull at a time.
 */
final class EnumerationContexts {
  /** An enumeration. Its mutable parts are guarded by itself. */
  static final class Context {
    final String id;
    final String owner;
    final List<XmlElement> items;
    private int position;
    private Instant expiresAt;

    private Context(String id, String owner, List<XmlElement> items, Instant expiresAt) {
      this.id = id;
      this.owner = owner;
      this.items = items;
      this.expiresAt = expiresAt;
    }

    synchronized List<XmlElement> remaining() {
      return items.subList(position, items.size());
    }

    synchronized void advance(int by) {
      position += by;
    }

    synchronized boolean isDone() {
      return position >= items.size();
    }

    synchronized Instant expiresAt() {
      return expiresAt;
    }

    private synchronized void extend(Instant until) {
      expiresAt = until;
    }
  }

  private final ConcurrentMap<String, Context> byId = new ConcurrentHashMap<>();
  private final int most;
  private final Duration idle;
  private final TimeSource time;
  private final Timers timers;

  /**
   * @param most contexts open at once, setting enumeration.max-contexts
   * @param idle time after which an unused one is forgotten, setting enumeration.idle-timeout
   */
  EnumerationContexts(int most, Duration idle, TimeSource time, Timers timers) {
    this.most = most;
    this.idle = idle;
    this.time = time;
    this.timers = timers;
  }

  Context open(Principal who, List<XmlElement> items, Optional<Duration> wanted) {
    if (byId.size() >= most) {
      throw new FaultException(
          FaultCode.QUOTA,
          most
              + " enumerations are open, the most this server keeps (setting enumeration.max-contexts); release some or try again.");
    }
    Context context =
        new Context("uuid:" + UUID.randomUUID(), who.name(), List.copyOf(items), time.wallClock());
    byId.put(context.id, context);
    renew(context, wanted);
    return context;
  }

  Context require(Principal who, String id) {
    Context context = byId.get(id);
    if (context == null || !who.mayManage(context.owner)) {
      throw new FaultException(
          FaultCode.INVALID_ENUMERATION_CONTEXT,
          "No enumeration "
              + (id.isEmpty() ? "is named" : id + " here")
              + ": it was finished, released, or not used for "
              + idle.toSeconds()
              + " s. Enumerate again.");
    }
    return context;
  }

  /** Starts the idle time anew; a wish can shorten but not lengthen it. */
  void renew(Context context, Optional<Duration> wanted) {
    Duration granted = wanted.filter(w -> w.compareTo(idle) < 0).orElse(idle);
    context.extend(time.wallClock().plus(granted));
    timers.arm(timer(context.id), granted, () -> byId.remove(context.id));
  }

  void close(String id) {
    byId.remove(id);
    timers.cancel(timer(id));
  }

  private static TimerKey timer(String id) {
    return new TimerKey(id, "enumeration");
  }
}
