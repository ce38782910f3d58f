package org.wellspring.stream;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;

/**
 * A request that is not served. Never a sign of a bug, so it has no stack trace. The message
 * reaches the caller: what was seen, what is allowed.
 */
final class StreamProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Duration SOON = Duration.ofSeconds(1);

  private final int status;
  private final String field;

  /**
   * @param field as {@code criterias[0].condition}; empty when no field is to blame
   */
  StreamProblem(int status, String field, String message) {
    super(field.isEmpty() ? message : field + ": " + message, null, false, false);
    this.status = status;
    this.field = field;
  }

  static StreamProblem badField(String field, String message) {
    return new StreamProblem(400, field, message);
  }

  int status() {
    return status;
  }

  String field() {
    return field;
  }

  String message() {
    return String.valueOf(getMessage());
  }

  /** When to come again, for those that are about the moment. */
  Optional<Duration> retryAfter() {
    return status == 429 || status == 503 ? Optional.of(SOON) : Optional.empty();
  }

  /** What the engine refused, in the words of this API; empty for anything else. */
  static Optional<StreamProblem> of(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof StreamProblem known) {
      return Optional.of(known);
    }
    return cause instanceof FaultException fault ? Optional.of(of(fault)) : Optional.empty();
  }

  private static StreamProblem of(FaultException fault) {
    FaultCode code = fault.code();
    return switch (code) {
      case ALREADY_EXISTS -> new StreamProblem(409, "subscriptionName", fault.reason());
      case ACCESS_DENIED -> new StreamProblem(403, "subscriptionId", fault.reason());
      case SINK_UNUSABLE -> badField("destination.url", fault.reason());
      case CANNOT_PROCESS_FILTER -> badField("criterias", fault.reason());
      case QUOTA -> new StreamProblem(429, "", fault.reason());
      case SOURCE_UNABLE -> new StreamProblem(503, "", fault.reason());
      default -> new StreamProblem(400, "", fault.reason());
    };
  }
}
