package org.wellspring.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
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

  private record Pending(String key, Runnable write, CompletableFuture<Void> durable) {}

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

  public boolean works() {
    return mood == Mood.WORKS;
  }

  public int heldUp() {
    return pending.size();
  }

  /**
   * The process ends: some of what was held up is still carried out, from the first on, and nobody
   * is told. Works from now on.
   *
   * @return the keys of all that was held up
   */
  public Set<String> crash(int carriedOut) {
    mood = Mood.WORKS;
    Set<String> keys = pending.stream().map(Pending::key).collect(Collectors.toSet());
    pending.subList(0, carriedOut).forEach(write -> write.write.run());
    pending.clear();
    return keys;
  }

  @Override
  public CompletableFuture<Void> put(String key, Bytes value) {
    return carryOut(key, () -> kept.put(key, value).join());
  }

  @Override
  public CompletableFuture<Void> delete(String key) {
    return carryOut(key, () -> kept.delete(key).join());
  }

  private CompletableFuture<Void> carryOut(String key, Runnable write) {
    return switch (mood) {
      case WORKS -> {
        write.run();
        yield CompletableFuture.completedFuture(null);
      }
      case FAILS -> CompletableFuture.failedFuture(new IllegalStateException("disk full"));
      case THROWS -> throw new IllegalStateException("closed");
      case SLOW -> {
        CompletableFuture<Void> durable = new CompletableFuture<>();
        pending.add(new Pending(key, write, durable));
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
