package org.wellspring.sink;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where messages may go. Asked at each connect with the address that will really be used, after
 * name resolution: a name that later resolves to somewhere else is caught too.
 */
@FunctionalInterface
public interface AddressPolicy {
  /** For servers that trust their subscribers, and for tests. */
  AddressPolicy ANYWHERE = resolved -> Optional.empty();

  /**
   * Called on a sender's event loop: must not block.
   *
   * @return why the address is forbidden; empty when it is allowed
   */
  Optional<String> refusal(InetSocketAddress resolved);
}
