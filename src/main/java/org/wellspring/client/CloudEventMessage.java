package org.wellspring.client;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A CloudEvent to publish. CloudEvents 1.0.
 *
 * @param source the resource's URI
 * @param type the event's action URI, or a plain name
 * @param subject selectors as {@code Name=Value&Name2=Value2}
 * @param time RFC 3339; empty: the server's time of arrival
 * @param data XML or JSON text
 */
public record CloudEventMessage(
    String id,
    String source,
    String type,
    Optional<String> subject,
    Optional<String> time,
    Format format,
    String data) {

  /** What {@code data} is. */
  public enum Format {
    XML("application/xml"),
    JSON("application/json");

    private final String mediaType;

    Format(String mediaType) {
      this.mediaType = mediaType;
    }

    String mediaType() {
      return mediaType;
    }
  }

  /** HTTP headers of binary mode. CloudEvents HTTP binding §3.1. */
  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", format.mediaType() + ";charset=UTF-8");
    headers.put("ce-specversion", "1.0");
    headers.put("ce-id", headerValue(id));
    headers.put("ce-source", headerValue(source));
    headers.put("ce-type", headerValue(type));
    subject.ifPresent(text -> headers.put("ce-subject", headerValue(text)));
    time.ifPresent(text -> headers.put("ce-time", headerValue(text)));
    return headers;
  }

  /** Percent-encodes what a header must not hold. CloudEvents HTTP binding §3.1.3.2. */
  private static String headerValue(String text) {
    StringBuilder out = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      int c = octet & 0xFF;
      if (c <= ' ' || c >= 0x7F || c == '"' || c == '%') {
        out.append(String.format("%%%02X", c));
      } else {
        out.append((char) c);
      }
    }
    return out.toString();
  }

  /** The event as an object of the JSON format. CloudEvents JSON format §3. */
  String json() {
    StringBuilder out = new StringBuilder("{\"specversion\":\"1.0\"");
    member(out, "id", id);
    member(out, "source", source);
    member(out, "type", type);
    subject.ifPresent(text -> member(out, "subject", text));
    time.ifPresent(text -> member(out, "time", text));
    member(out, "datacontenttype", format.mediaType());
    out.append(",\"data\":");
    out.append(format == Format.JSON ? data.strip() : JsonText.quoted(data));
    return out.append('}').toString();
  }

  private static void member(StringBuilder out, String name, String value) {
    out.append(",\"").append(name).append("\":").append(JsonText.quoted(value));
  }
}
