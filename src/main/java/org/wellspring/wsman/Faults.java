package org.wellspring.wsman;

import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;

/** Finds the fault in what a future failed with. */
final class Faults {
  private Faults() {}

  static Optional<FaultException> in(Throwable problem) {
    Throwable at = problem;
    while (at instanceof CompletionException && at.getCause() != null) {
      at = at.getCause();
    }
    return at instanceof FaultException fault ? Optional.of(fault) : Optional.empty();
  }

  static boolean is(Throwable problem, FaultCode code) {
    return in(problem).filter(fault -> fault.code() == code).isPresent();
  }
}
