package org.wellspring.cli;

import java.net.URI;
import java.util.OptionalLong;

/** A server that serves. */
public interface RunningServer extends AutoCloseable {
  /** The first address it listens on, without a path: {@code http://127.0.0.1:5985}. */
  URI baseUrl();

  /** Stops it in order, within 10 s. Stopping twice does no harm. */
  @Override
  void close();

  /** Whether it stopped because it could not go on. */
  default boolean failed() {
    return false;
  }

  /** Its process, when it has one of its own; another one later, when it was started again. */
  default OptionalLong pid() {
    return OptionalLong.empty();
  }

  /** Returns when it has stopped. */
  void awaitStop() throws InterruptedException;
}
