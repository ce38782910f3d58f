package org.wellspring.log.rocks;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.wellspring.model.Event;
import org.wellspring.model.LogPosition;

/** What waits to be written. */
sealed interface Command {
  /** Completes with that failure, whatever it waits for. */
  void refuse(RuntimeException why);

  /**
   * Events to append as one unit.
   *
   * @param events as they were given
   * @param values encoded, one for each
   * @param octets of all values
   */
  record Append(
      List<Event> events, List<byte[]> values, long octets, CompletableFuture<LogPosition> appended)
      implements Command {
    static Append of(List<Event> events) {
      List<byte[]> values = events.stream().map(EventRecord::encode).toList();
      long octets = values.stream().mapToLong(value -> value.length).sum();
      return new Append(events, values, octets, new CompletableFuture<>());
    }

    @Override
    public void refuse(RuntimeException why) {
      appended.completeExceptionally(why);
    }
  }

  /**
   * A state record to write.
   *
   * @param record encoded
   */
  record Put(byte[] key, byte[] record, CompletableFuture<Void> done) implements Command {
    @Override
    public void refuse(RuntimeException why) {
      done.completeExceptionally(why);
    }
  }

  /** A state record to remove. */
  record Delete(byte[] key, CompletableFuture<Void> done) implements Command {
    @Override
    public void refuse(RuntimeException why) {
      done.completeExceptionally(why);
    }
  }

  /** Time to look for events that are too old. */
  record Trim() implements Command {
    @Override
    public void refuse(RuntimeException why) {
      // nobody waits
    }
  }
}
