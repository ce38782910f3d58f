package org.wellspring.subscription;

import java.util.Optional;

/** Says where this server does not send. */
public interface SinkGate {
  /**
   * Looks at an address before a subscription is made; may resolve names, so not on an owner lane.
   *
   * @return why not, in words for the subscriber; empty when it may be used
   */
  Optional<String> refuse(String address);

  /**
   * As {@link #refuse}, but a host whose name is not known yet will do: the sender asks again when
   * it connects.
   */
  default Optional<String> refuseIfKnown(String address) {
    return refuse(address);
  }
}
