package org.wellspring.model;

import java.util.UUID;

/**
 * The unguessable name of a subscription, {@code uuid:…}, as clients send it back in {@code
 * wse:Identifier}. Compared as an opaque trimmed string. Short and free of {@code &} and {@code <}:
 * wsmancli drops other identifiers.
 */
public record SubscriptionId(String value) {
  public SubscriptionId {
    value = value.strip();
  }

  public static SubscriptionId of(UUID uuid) {
    return new SubscriptionId("uuid:" + uuid);
  }

  @Override
  public String toString() {
    return value;
  }
}
