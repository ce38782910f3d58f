package org.wellspring.intake;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.http.RequestBody;
import org.wellspring.log.LogUnavailable;
import org.wellspring.metrics.MeterName;
import org.wellspring.metrics.Meters;
import org.wellspring.model.Event;
import org.wellspring.time.TimeSource;
import org.wellspring.xml.XmlReader;

/**
 * {@code POST /api/events}: CloudEvents 1.0 over HTTP in binary mode ({@code ce-*} headers),
 * structured mode ({@code application/cloudevents+json}) and batched mode ({@code
 * application/cloudevents-batch+json}).
 *
 * <p>202 with {@code {"accepted":n,"position":"…"}} once all events are durable (an empty batch has
 * no position); repeats count as accepted. Otherwise nothing was kept, and the answer is {@code
 * application/problem+json}: 400 names {@code event}, its place in the batch, and {@code field};
 * 413 and 415; 503 with Retry-After when the log does not take events now. 405 for other methods.
 *
 * <p>No thread waits, neither for the body nor for durability. Must be registered with {@code
 * asyncSupported}.
 */
public final class CloudEventsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger log = LoggerFactory.getLogger(CloudEventsServlet.class);
  private static final Duration TIME_LIMIT = Duration.ofSeconds(60);
  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String BATCHED = "application/cloudevents-batch+json";
  private static final String ATTRIBUTE_PREFIX = "ce-";

  private final transient EventPublisher publisher;
  private final transient PublishLimits limits;
  private final transient CloudEventReader reader;
  private final transient Meters meters;

  public CloudEventsServlet(
      EventPublisher publisher,
      PublishLimits limits,
      XmlReader xml,
      Meters meters,
      TimeSource time) {
    this.publisher = publisher;
    this.limits = limits;
    this.reader = new CloudEventReader(xml, time);
    this.meters = meters;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (request.getMethod()) {
      case "POST" -> receive(request, response);
      case "OPTIONS" -> {
        response.setHeader("Allow", "POST, OPTIONS");
        response.setStatus(204);
      }
      default -> {
        response.setHeader("Allow", "POST, OPTIONS");
        refuse(response, Problem.method(request.getMethod()));
      }
    }
  }

  private void receive(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String encoding = request.getHeader("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      refuse(response, Problem.unsupported("Content-Encoding " + encoding + " is not taken."));
      return;
    }
    AsyncContext context = request.startAsync();
    context.setTimeout(TIME_LIMIT.toMillis());
    Reply reply = new Reply(context);
    context.addListener(reply);
    request
        .getInputStream()
        .setReadListener(
            new RequestBody(
                request.getInputStream(),
                limits.maxOctets(),
                new RequestBody.Outcomes(
                    body -> take(request, body, reply),
                    () -> reply.refused(Problem.tooLarge(limits.maxOctets())),
                    broken -> reply.abandon())));
  }

  private static void refuse(HttpServletResponse response, Problem problem) throws IOException {
    Reply.write(response, problem.status(), Problem.CONTENT_TYPE, problem.toJson());
  }

  private void take(HttpServletRequest request, byte[] body, Reply reply) {
    try {
      List<Event> events = read(request, body);
      if (events.isEmpty()) {
        reply.accepted("{\"accepted\":0}");
        return;
      }
      publish(events, reply);
    } catch (UnsupportedForm refused) {
      reply.refused(Problem.unsupported(String.valueOf(refused.getMessage())));
    } catch (RejectedEvent refused) {
      meters.count(MeterName.EVENTS_REJECTED, "field", refused.field());
      reply.refused(Problem.rejected(refused));
    } catch (RuntimeException e) { // front door: a bug must not leave the client without an answer
      log.error("publish.failed", e);
      reply.refused(Problem.internal());
    }
  }

  private void publish(List<Event> events, Reply reply) {
    publisher
        .publish(events)
        .whenComplete(
            (position, failure) -> {
              if (failure == null) {
                reply.accepted(
                    "{\"accepted\":"
                        + events.size()
                        + ",\"position\":\""
                        + position.value()
                        + "\"}");
              } else {
                reply.refused(problem(failure));
              }
            })
        .exceptionally(alreadyAnswered -> null);
  }

  private static Problem problem(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof RejectedEvent refused) {
      return Problem.rejected(refused);
    }
    if (cause instanceof LogUnavailable full) {
      log.warn("publish.unavailable why={}", full.getMessage());
      return Problem.unavailable(full.getMessage() + ".");
    }
    log.error("publish.failed", cause);
    return Problem.internal();
  }

  /** The content mode is told by the content type, HTTP binding §3; then by the headers. */
  private List<Event> read(HttpServletRequest request, byte[] body) {
    String header = request.getHeader("Content-Type"); // as written: the container may choke on it
    String written = header == null ? "" : header;
    MediaType type = mediaType(written);
    if (type.essence().equals(STRUCTURED)) {
      return List.of(reader.structured(body));
    }
    if (type.essence().equals(BATCHED)) {
      return reader.batch(body, limits.maxEvents());
    }
    Map<String, String> attributes = attributes(request);
    if (type.essence().startsWith("application/cloudevents") || attributes.isEmpty()) {
      throw new UnsupportedForm(
          (written.isEmpty() ? "No Content-Type" : written)
              + " without ce- headers is not taken; send "
              + STRUCTURED
              + ", "
              + BATCHED
              + ", or binary mode with ce-id, ce-source, ce-type and ce-specversion headers.");
    }
    if (body.length > 0 && !type.isXml() && !type.isJson()) {
      throw new UnsupportedForm(
          "Data of type "
              + type.essence()
              + " is not taken; send application/xml or"
              + " application/json.");
    }
    return List.of(reader.binary(attributes, written, body));
  }

  private static MediaType mediaType(String written) {
    try {
      return MediaType.parse(written);
    } catch (IllegalArgumentException e) {
      throw new UnsupportedForm("The charset in \"" + written + "\" is not known here.");
    }
  }

  /** Values are percent-decoded, HTTP binding §3.1.3.2. */
  private static Map<String, String> attributes(HttpServletRequest request) {
    Map<String, String> attributes = new TreeMap<>();
    for (String header : Collections.list(request.getHeaderNames())) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (!lower.startsWith(ATTRIBUTE_PREFIX)) {
        continue;
      }
      String name = lower.substring(ATTRIBUTE_PREFIX.length());
      List<String> values = Collections.list(request.getHeaders(header));
      if (values.size() > 1) {
        throw new RejectedEvent(0, name, "The header ce-" + name + " is there more than once.");
      }
      try {
        attributes.put(name, Subjects.percentDecode(values.get(0)));
      } catch (IllegalArgumentException e) {
        throw new RejectedEvent(0, name, "ce-" + name + ": " + e.getMessage() + ".");
      }
    }
    return attributes;
  }

  /** Not a CloudEvents content mode, or data that is neither XML nor JSON. */
  private static final class UnsupportedForm extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsupportedForm(String message) {
      super(message, null, false, false);
    }
  }
}
