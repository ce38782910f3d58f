package org.wellspring.log.rocks;

/**
 * Is told once that the storage cannot go on: a write or a flush failed, or a record that was
 * stored cannot be read. Called on the thread that found it; must not block. The process should
 * stop in order.
 */
@FunctionalInterface
public interface FatalHandler {
  void fatal(String what, Throwable cause);
}
