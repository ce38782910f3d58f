package org.wellspring.soap;

import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;

/** Finds the fault in what a future failed with. */
public final class Faults {
  private Faults() {}

  public static Optional<FaultException> in(Throwable problem) {
    Throwable at = problem;
    while (at instanceof CompletionException && at.getCause() != null) {
      at = at.getCause();
    }
    return at instanceof FaultException fault ? Optional.of(fault) : Optional.empty();
  }

  public static boolean is(Throwable problem, FaultCode code) {
    return in(problem).filter(fault -> fault.code() == code).isPresent();
  }
}
