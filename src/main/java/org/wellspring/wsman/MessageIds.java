package org.wellspring.wsman;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Message ids, {@code uuid:…}: a random beginning, drawn once, and a count from a random number on.
 * They need to be unique, not unguessable, and random octets for each message cost more than the
 * rest of its header. Safe for use by several threads.
 */
final class MessageIds implements Supplier<String> {
  private static final long COUNTED = 0x3FFF_FFFF_FFFF_FFFFL;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final long beginning;
  private final AtomicLong count;

  MessageIds() {
    UUID drawn = UUID.randomUUID();
    this.beginning = drawn.getMostSignificantBits();
    this.count = new AtomicLong(drawn.getLeastSignificantBits());
  }

  @Override
  public String get() {
    return "uuid:" + new UUID(beginning, (count.incrementAndGet() & COUNTED) | VARIANT);
  }
}
