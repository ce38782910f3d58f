package org.wellspring.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.wellspring.log.MemoryStateStore;
import org.wellspring.log.StateStore;
import org.wellspring.model.Bytes;

/** A store that works, fails, or takes its time, as a test wishes. */
public final class FlakyStore implements StateStore {
  /** How it behaves from now on. */
  public enum Mood {
    WORKS,
    FAILS,
    THROWS,
    /** Nothing is written until {@link #settle}. */
    SLOW
  }

  private record Pending(Runnable write, CompletableFuture<Void> durable) {}

  private final MemoryStateStore kept = new MemoryStateStore();
  private final List<Pending> pending = new ArrayList<>();
  private Mood mood = Mood.WORKS;

  public void mood(Mood next) {
    mood = next;
  }

  /** Carries out what was held up, in order, and works from now on. */
  public void settle() {
    mood = Mood.WORKS;
    List<Pending> due = List.copyOf(pending);
    pending.clear();
    due.forEach(
        write -> {
          write.write.run();
          write.durable.complete(null);
        });
  }

  @Override
  public CompletableFuture<Void> put(String key, Bytes value) {
    return carryOut(() -> kept.put(key, value).join());
  }

  @Override
  public CompletableFuture<Void> delete(String key) {
    return carryOut(() -> kept.delete(key).join());
  }

  private CompletableFuture<Void> carryOut(Runnable write) {
    return switch (mood) {
      case WORKS -> {
        write.run();
        yield CompletableFuture.completedFuture(null);
      }
      case FAILS -> CompletableFuture.failedFuture(new IllegalStateException("disk full"));
      case THROWS -> throw new IllegalStateException("closed");
      case SLOW -> {
        CompletableFuture<Void> durable = new CompletableFuture<>();
        pending.add(new Pending(write, durable));
        yield durable;
      }
    };
  }

  @Override
  public Map<String, Bytes> load(String keyPrefix) {
    return kept.load(keyPrefix);
  }

  @Override
  public boolean isDurable() {
    return false;
  }
}
