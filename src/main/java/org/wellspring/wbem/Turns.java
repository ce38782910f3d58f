package org.wellspring.wbem;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.cim.CimException;
import org.wellspring.cim.CimStatus;
import org.wellspring.lane.Lane;

/**
 * Lets operations that wait for the disk have their turn one after the other, each to its end, so
 * that what one has checked is still true when it acts. Its state is owned by the lane; futures
 * complete on it.
 */
final class Turns {
  private static final Logger log = LoggerFactory.getLogger(Turns.class);

  private final Lane lane;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean busy;

  Turns(Lane lane) {
    this.lane = lane;
  }

  /** Queues an operation of a client, which is told when there are too many. */
  <T> CompletableFuture<T> ask(Supplier<CompletableFuture<T>> operation) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    if (!lane.offer(() -> enter(operation, answer))) {
      answer.completeExceptionally(
          new CimException(
              CimStatus.FAILED, "The server is busy with other requests of this kind; try again."));
    }
    return answer;
  }

  /** Queues an operation that must not be lost. */
  <T> CompletableFuture<T> must(Supplier<CompletableFuture<T>> operation) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    lane.post(() -> enter(operation, answer));
    return answer;
  }

  private <T> void enter(Supplier<CompletableFuture<T>> operation, CompletableFuture<T> answer) {
    waiting.add(() -> begin(operation, answer));
    next();
  }

  private void next() {
    if (!busy && !waiting.isEmpty()) {
      busy = true;
      waiting.remove().run();
    }
  }

  private <T> void begin(Supplier<CompletableFuture<T>> operation, CompletableFuture<T> answer) {
    var unused =
        started(operation)
            .whenComplete(
                (result, failure) ->
                    lane.post(
                        () -> {
                          busy = false;
                          if (failure == null) {
                            answer.complete(result);
                          } else {
                            answer.completeExceptionally(failure);
                          }
                          next();
                        }));
  }

  private static <T> CompletableFuture<T> started(Supplier<CompletableFuture<T>> operation) {
    try {
      return operation.get();
    } catch (CimException refused) {
      return CompletableFuture.failedFuture(refused);
    } catch (RuntimeException bug) { // a thread root: whoever asked must get an answer
      log.error("wbem.operation-failed", bug);
      return CompletableFuture.failedFuture(bug);
    }
  }
}
