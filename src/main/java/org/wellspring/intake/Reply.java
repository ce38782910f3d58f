package org.wellspring.intake;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one answer to an asynchronous request: whoever is first, the log, the time limit or a broken
 * connection. Safe for use by several threads. An answer fits the container's buffer, so writing it
 * does not wait for the client.
 */
final class Reply implements AsyncListener {
  private static final Logger log = LoggerFactory.getLogger(Reply.class);
  private static final Duration COME_BACK_AFTER = Duration.ofSeconds(5);

  private final AsyncContext context;
  private final AtomicBoolean answered = new AtomicBoolean();

  Reply(AsyncContext context) {
    this.context = context;
  }

  void accepted(String json) {
    send(202, "application/json", json);
  }

  void refused(Problem problem) {
    send(problem.status(), Problem.CONTENT_TYPE, problem.toJson());
  }

  /** The connection is gone: nobody to answer. */
  void abandon() {
    if (answered.compareAndSet(false, true)) {
      context.complete();
    }
  }

  private void send(int status, String contentType, String json) {
    if (!answered.compareAndSet(false, true)) {
      return;
    }
    try {
      write((HttpServletResponse) context.getResponse(), status, contentType, json);
    } catch (IOException e) {
      log.debug("publish.reply-lost status={} why={}", status, e.getMessage());
    } finally {
      context.complete();
    }
  }

  static void write(HttpServletResponse response, int status, String contentType, String json)
      throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType(contentType);
    response.setContentLength(body.length);
    if (status == 503) {
      response.setHeader("Retry-After", Long.toString(COME_BACK_AFTER.toSeconds()));
    }
    response.getOutputStream().write(body);
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    refused(Problem.unavailable("The events were not stored in time; they may be yet."));
  }

  @Override
  public void onError(AsyncEvent event) {
    abandon();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    answered.set(true);
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    event.getAsyncContext().addListener(this);
  }
}
