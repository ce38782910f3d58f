package org.wellspring.stream;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** {@link Answers} as JAX-RS carries them. Safe for use by several threads. */
final class Replies {
  private final Answers answers;

  Replies(Answers answers) {
    this.answers = answers;
  }

  Response ok(JsonNode response) {
    return Response.ok(answers.ok(response), Answers.CONTENT_TYPE).build();
  }

  Response of(int status, String message, JsonNode response) {
    return Response.status(status)
        .type(Answers.CONTENT_TYPE)
        .entity(answers.write(status, message, response))
        .build();
  }

  Response refused(StreamProblem problem) {
    Response.ResponseBuilder reply =
        Response.status(problem.status())
            .type(Answers.CONTENT_TYPE)
            .entity(answers.refused(problem));
    problem.retryAfter().ifPresent(wait -> reply.header("Retry-After", wait.toSeconds()));
    return reply.build();
  }

  /** The answer when it is there; whatever fails becomes one, too. */
  CompletionStage<Response> later(Supplier<CompletableFuture<Response>> work) {
    try {
      return work.get().exceptionally(failure -> refused(Answers.problem(failure)));
    } catch (RuntimeException failure) { // a front door: the caller must get an answer
      return CompletableFuture.completedFuture(refused(Answers.problem(failure)));
    }
  }
}
