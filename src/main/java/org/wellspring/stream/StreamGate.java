package org.wellspring.stream;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wellspring.http.AuthenticationFilter;
import org.wellspring.http.RequestBody;
import org.wellspring.metrics.MeterName;
import org.wellspring.metrics.Meters;
import org.wellspring.model.Principal;

/**
 * Before JAX-RS: who is calling, by token or as the HTTP host found out (Basic); how long the body
 * is; and streams of Server-Sent Events, which are served from here.
 */
final class StreamGate implements Filter {
  /** Open to all: one asks for the token, the other one says how. */
  private static final Set<String> OPEN = Set.of("/authenticate/login", "/openapi.json");

  private static final Pattern EVENTS = Pattern.compile("/stream/([^/]+)/events");

  private final Tokens tokens;
  private final EventStreams streams;
  private final Answers answers;
  private final Meters meters;
  private final long maxRequest;

  /**
   * @param maxRequest octets, setting http.max-request
   */
  StreamGate(Tokens tokens, EventStreams streams, Answers answers, Meters meters, long maxRequest) {
    this.tokens = tokens;
    this.streams = streams;
    this.answers = answers;
    this.meters = meters;
    this.maxRequest = maxRequest;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    HttpServletResponse reply = (HttpServletResponse) response;
    String path = Optional.ofNullable(http.getPathInfo()).orElse("");
    try {
      admit(http, path);
      if (http.getContentLengthLong() > maxRequest) {
        if (http.getHeader("Expect") == null) { // else nothing is under way
          RequestBody.discard(http.getInputStream());
        }
        throw tooLarge(maxRequest);
      }
      Matcher events = EVENTS.matcher(path);
      if (events.matches() && http.getMethod().equals("GET")) {
        streams.begin(http, reply, events.group(1));
      } else {
        chain.doFilter(request, response);
      }
    } catch (StreamProblem problem) {
      refuse(reply, problem);
    }
  }

  static StreamProblem tooLarge(long maxRequest) {
    return new StreamProblem(
        413, "body", "at most " + maxRequest + " octets are taken (setting http.max-request)");
  }

  private void admit(HttpServletRequest http, String path) {
    Optional<String> token = Callers.token(http);
    if (token.isPresent() && !path.equals("/authenticate/login")) {
      Principal who =
          tokens
              .verify(token.get())
              .orElseThrow(
                  () ->
                      unauthenticated(
                          "this token is unknown, has run out or was revoked; log in again"));
      http.setAttribute(AuthenticationFilter.PRINCIPAL, who);
    } else if (http.getAttribute(AuthenticationFilter.PRINCIPAL) == null && !OPEN.contains(path)) {
      throw unauthenticated(
          "log in at POST /bppmws/api/authenticate/login and send the token, or use HTTP Basic");
    }
  }

  private StreamProblem unauthenticated(String message) {
    meters.count(MeterName.HTTP_REFUSED, "reason", "unauthenticated");
    return new StreamProblem(401, Callers.TOKEN, message);
  }

  private void refuse(HttpServletResponse reply, StreamProblem problem) throws IOException {
    reply.setStatus(problem.status());
    if (problem.status() == 401) {
      reply.setHeader("WWW-Authenticate", "Basic realm=\"Wellspring\", charset=\"UTF-8\"");
    }
    problem
        .retryAfter()
        .ifPresent(wait -> reply.setHeader("Retry-After", Long.toString(wait.toSeconds())));
    reply.setContentType(Answers.CONTENT_TYPE);
    byte[] body = answers.refused(problem);
    reply.setContentLength(body.length);
    reply.getOutputStream().write(body);
  }
}
