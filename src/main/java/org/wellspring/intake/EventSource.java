package org.wellspring.intake;

/** Something that runs and publishes events: a listener, a poller, a simulator. */
public interface EventSource extends AutoCloseable {
  /**
   * Begins. Throws {@link java.io.IOException} when it cannot, with a message that names the
   * setting.
   */
  void start() throws java.io.IOException;

  /** Stops; waits at most two seconds. Idempotent. */
  @Override
  void close();
}
