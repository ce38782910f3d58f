package org.wellspring.cimxml;

import java.util.concurrent.CompletableFuture;
import org.wellspring.model.Principal;

/** One intrinsic method. */
@FunctionalInterface
interface Operation {
  /**
   * Does it. May throw a {@link org.wellspring.cim.CimException} or complete with one.
   *
   * @return the content of the IMETHODRESPONSE
   */
  CompletableFuture<String> call(OperationCall call, Principal who);

  /** An operation that has its answer at once. */
  @FunctionalInterface
  interface Immediate {
    String call(OperationCall call, Principal who);

    default Operation asOperation() {
      return (call, who) -> CompletableFuture.completedFuture(call(call, who));
    }
  }
}
