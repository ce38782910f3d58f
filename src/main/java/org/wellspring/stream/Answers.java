package org.wellspring.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.time.TimeSource;

/**
 * The envelope of every answer: {@code response}, {@code statusCode} (the HTTP status, as a
 * string), {@code statusMsg} and {@code responseTimeStamp} (UTC, without a zone). Safe for use by
 * several threads.
 */
final class Answers {
  static final String CONTENT_TYPE = "application/json;charset=UTF-8";
  private static final Logger log = LoggerFactory.getLogger(Answers.class);
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  private final JsonMapper json = new JsonMapper();
  private final TimeSource time;

  Answers(TimeSource time) {
    this.time = time;
  }

  static JsonNodeFactory nodes() {
    return JsonNodeFactory.instance;
  }

  /** As all times of this API are written. */
  static String timeStamp(Instant time) {
    return SECONDS.format(time);
  }

  byte[] ok(JsonNode response) {
    return write(200, "OK", response);
  }

  /** {@code response} names the field, when one is to blame. */
  byte[] refused(StreamProblem problem) {
    ArrayNode response = nodes().arrayNode();
    if (!problem.field().isEmpty()) {
      response.addObject().put("field", problem.field());
    }
    return write(problem.status(), problem.message(), response);
  }

  byte[] write(int status, String message, JsonNode response) {
    ObjectNode envelope = nodes().objectNode();
    envelope.set("response", response);
    envelope.put("statusCode", Integer.toString(status));
    envelope.put("statusMsg", message);
    envelope.put("responseTimeStamp", timeStamp(time.wallClock()));
    try {
      return json.writeValueAsString(envelope).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of strings and numbers cannot fail to be written", e);
    }
  }

  /** What to tell of a failure: what was refused, or that it is our fault. */
  static StreamProblem problem(Throwable failure) {
    return StreamProblem.of(failure)
        .orElseGet(
            () -> {
              log.error("stream.failed", failure);
              return new StreamProblem(
                  500, "", "The server failed on this request; its log says why.");
            });
  }
}
