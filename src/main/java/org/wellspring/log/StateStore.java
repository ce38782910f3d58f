package org.wellspring.log;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.wellspring.model.Bytes;

/**
 * Small durable records by key: subscriptions, leases, cursors. Safe for use by several threads.
 */
public interface StateStore {
  /** Writes or replaces a record; complete when durable. */
  CompletableFuture<Void> put(String key, Bytes value);

  /** Removes a record, if it is there; complete when durable. */
  CompletableFuture<Void> delete(String key);

  /**
   * Whether records outlive the process: if not, subscribers are told at shutdown that they have to
   * come again.
   */
  boolean isDurable();

  /** All records whose key begins so, in key order. */
  Map<String, Bytes> load(String keyPrefix);
}
