package org.wellspring.soap;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Message ids: a random beginning, drawn once, and a count from a random number on. They need to be
 * unique, not unguessable, and random octets for each message cost more than the rest of its
 * header. Safe for use by several threads.
 */
public final class MessageIds implements Supplier<String> {
  private static final long COUNTED = 0x3FFF_FFFF_FFFF_FFFFL;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final String scheme;
  private final long beginning;
  private final AtomicLong count;

  /**
   * @param scheme before the UUID: {@code uuid:} in WS-Addressing 2004/08, {@code urn:uuid:} later
   */
  public MessageIds(String scheme) {
    this.scheme = scheme;
    UUID drawn = UUID.randomUUID();
    this.beginning = drawn.getMostSignificantBits();
    this.count = new AtomicLong(drawn.getLeastSignificantBits());
  }

  @Override
  public String get() {
    return scheme + new UUID(beginning, (count.incrementAndGet() & COUNTED) | VARIANT);
  }
}
