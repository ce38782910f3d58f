package org.wellspring.stream;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Optional;

/** What JAX-RS itself refuses (path, method, media type), in the envelope of all answers. */
final class ProblemMapper implements ExceptionMapper<Throwable> {
  private final Replies replies;

  ProblemMapper(Replies replies) {
    this.replies = replies;
  }

  @Override
  public Response toResponse(Throwable failure) {
    return failure instanceof WebApplicationException web
        ? replies(web.getResponse())
        : replies.refused(Answers.problem(failure));
  }

  private Response replies(Response from) {
    Response reply = replies.refused(problem(from.getStatus()));
    Optional<String> allow = Optional.ofNullable(from.getHeaderString("Allow"));
    return allow
        .map(methods -> Response.fromResponse(reply).header("Allow", methods).build())
        .orElse(reply);
  }

  private static StreamProblem problem(int status) {
    return switch (status) {
      case 404 ->
          new StreamProblem(404, "", "there is nothing at this path; see /bppmws/api/openapi.json");
      case 405 -> new StreamProblem(405, "", "the path is right, the method is not; see Allow");
      case 406 -> new StreamProblem(406, "Accept", "answers are application/json");
      case 415 ->
          new StreamProblem(
              415,
              "Content-Type",
              "application/json is wanted here, at login application/x-www-form-urlencoded");
      default -> new StreamProblem(status, "", "the request cannot be understood");
    };
  }
}
