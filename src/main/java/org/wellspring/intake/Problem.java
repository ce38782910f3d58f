package org.wellspring.intake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A refusal as {@code application/problem+json}, RFC 9457.
 *
 * @param status of the HTTP response
 * @param kind last segment of the problem's type URI, {@code urn:wellspring:problem:…}
 * @param title the same for every problem of its kind
 * @param detail what was seen, what is allowed
 * @param event which event of the batch, from 0, and which of its fields; empty when it is the
 *     request as a whole
 */
record Problem(
    int status, String kind, String title, String detail, Optional<RejectedEvent> event) {
  static final String CONTENT_TYPE = "application/problem+json";

  static Problem rejected(RejectedEvent refused) {
    return new Problem(
        400,
        "event-rejected",
        "An event is not acceptable; nothing of the request was kept",
        String.valueOf(refused.getMessage()),
        Optional.of(refused));
  }

  static Problem tooLarge(int maxOctets) {
    return new Problem(
        413,
        "request-too-large",
        "The request is too large",
        "At most " + maxOctets + " octets are taken in one request; send smaller batches.",
        Optional.empty());
  }

  static Problem unsupported(String detail) {
    return new Problem(
        415,
        "media-type",
        "Not a form of CloudEvents that is taken here",
        detail,
        Optional.empty());
  }

  static Problem unavailable(String detail) {
    return new Problem(
        503,
        "unavailable",
        "The events could not be stored now",
        detail + " Send the same events again later, with the same ids.",
        Optional.empty());
  }

  static Problem internal() {
    return new Problem(
        500,
        "internal",
        "The server failed",
        "The events may or may not have been kept. The server's log says more.",
        Optional.empty());
  }

  static Problem method(String method) {
    return new Problem(
        405,
        "method",
        "Only POST",
        method + " is not offered here; events are POSTed.",
        Optional.empty());
  }

  String toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", "urn:wellspring:problem:" + kind);
    json.put("title", title);
    json.put("status", status);
    json.put("detail", detail);
    event.ifPresent(refused -> json.put("event", refused.index()).put("field", refused.field()));
    return json.toString();
  }
}
