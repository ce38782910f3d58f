package org.wellspring.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.rw.CloudEventRWException;
import io.cloudevents.types.Time;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wellspring.model.Event;
import org.wellspring.time.TimeSource;
import org.wellspring.xml.XmlReader;

/**
 * Reads CloudEvents 1.0 from the octets of an HTTP request. Extension attributes are allowed and
 * not kept. Safe for use by several threads.
 *
 * <p>All methods throw {@link RejectedEvent} for what is not acceptable.
 */
final class CloudEventReader {
  private static final String SPEC_VERSION = "1.0";
  private static final String CONTENT_TYPE = "datacontenttype";
  private static final Pattern ATTRIBUTE_IN_MESSAGE = Pattern.compile("for attribute (\\w+)");
  private static final List<String> REQUIRED = List.of("id", "source", "type");

  private final JsonMapper json =
      JsonMapper.builder()
          .addModule(JsonFormat.getCloudEventJacksonModule())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private final CloudEventConverter converter;

  CloudEventReader(XmlReader xml, TimeSource time) {
    this.converter = new CloudEventConverter(json, xml, time);
  }

  /** HTTP binding §3.2. */
  Event structured(byte[] body) {
    return event(0, tree(body));
  }

  /**
   * HTTP binding §3.3.
   *
   * @param maxEvents more are refused as a whole
   */
  List<Event> batch(byte[] body, int maxEvents) {
    JsonNode array = tree(body);
    if (!array.isArray()) {
      throw new RejectedEvent(0, "data", "A batch must be a JSON array of events.");
    }
    if (array.size() > maxEvents) {
      throw new RejectedEvent(
          maxEvents,
          "data",
          "The batch has " + array.size() + " events; at most " + maxEvents + " are taken.");
    }
    List<Event> events = new ArrayList<>(array.size());
    for (JsonNode element : array) {
      events.add(event(events.size(), element));
    }
    return events;
  }

  /**
   * HTTP binding §3.1.
   *
   * @param attributes by name without {@code ce-}, percent-decoded
   * @param contentType of the request: the event's {@code datacontenttype}
   */
  Event binary(Map<String, String> attributes, String contentType, byte[] body) {
    checkSpecVersion(0, attributes.getOrDefault("specversion", ""));
    for (String name : REQUIRED) {
      checkRequired(0, name, attributes.getOrDefault(name, ""));
    }
    CloudEventBuilder event =
        CloudEventBuilder.v1()
            .withId(attributes.getOrDefault("id", ""))
            .withSource(source(0, attributes.getOrDefault("source", "")))
            .withType(attributes.getOrDefault("type", ""));
    Optional.ofNullable(attributes.get("subject")).ifPresent(event::withSubject);
    String time = attributes.get("time");
    if (time != null) {
      checkTime(0, time);
      event.withTime(Time.parseTime(time));
    }
    if (!contentType.isEmpty()) {
      event.withDataContentType(contentType);
    }
    if (body.length > 0) {
      event.withData(body);
    }
    return converter.toEvent(0, event.build(), DataForm.OCTETS);
  }

  private JsonNode tree(byte[] body) {
    try {
      return json.readTree(body);
    } catch (JsonProcessingException e) {
      throw new RejectedEvent(0, "data", "The request is not JSON: " + describe(e));
    } catch (IOException e) { // not UTF-8, -16 or -32
      throw new RejectedEvent(0, "data", "The request is not JSON in UTF-8.");
    }
  }

  static String describe(JsonProcessingException e) {
    String place =
        e.getLocation() == null || e.getLocation().getLineNr() < 1
            ? ""
            : " at line "
                + e.getLocation().getLineNr()
                + ", column "
                + e.getLocation().getColumnNr();
    String oneLine = e.getOriginalMessage().replaceAll("\\s+", " ");
    return oneLine.replaceAll("\\(?`?[a-z]+(\\.\\w+){2,}[^ )]*\\)?", "").strip() + place + ".";
  }

  private Event event(int index, JsonNode node) {
    if (!node.isObject()) {
      throw new RejectedEvent(index, "data", "An event must be a JSON object.");
    }
    checkSpecVersion(index, node.path("specversion").asText());
    for (String name : REQUIRED) {
      checkText(index, name, node);
      checkRequired(index, name, node.path(name).isTextual() ? node.path(name).asText() : "");
    }
    source(index, node.path("source").asText());
    checkText(index, "subject", node);
    checkText(index, "time", node);
    checkText(index, CONTENT_TYPE, node);
    if (node.hasNonNull("time")) {
      checkTime(index, node.path("time").asText());
    }
    DataForm form = node.path("data").isTextual() ? DataForm.STRING : DataForm.OCTETS;
    nameJsonPlainly(index, (ObjectNode) node);
    return converter.toEvent(index, parse(index, node), form);
  }

  /** The SDK takes {@code application/vnd.x.v1+json} and capitals for something else than JSON. */
  private static void nameJsonPlainly(int index, ObjectNode event) {
    String written = event.path(CONTENT_TYPE).asText("");
    if (!written.isEmpty() && CloudEventConverter.contentType(index, written).isJson()) {
      event.put(CONTENT_TYPE, "application/json");
    }
  }

  private CloudEvent parse(int index, JsonNode node) {
    try {
      return json.treeToValue(node, CloudEvent.class);
    } catch (JsonProcessingException e) {
      throw new RejectedEvent(index, fieldIn(e.getOriginalMessage(), node), describe(e));
    } catch (CloudEventRWException | IllegalArgumentException | IllegalStateException e) {
      String message = String.valueOf(e.getMessage());
      throw new RejectedEvent(index, fieldIn(message, node), message);
    }
  }

  /** The SDK names the attribute in its message only. */
  private static String fieldIn(String message, JsonNode node) {
    if (message.contains("Base64") && node.has("data_base64")) {
      return "data_base64";
    }
    Matcher attribute = ATTRIBUTE_IN_MESSAGE.matcher(message);
    if (attribute.find()) {
      return attribute.group(1);
    }
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names.stream()
        .filter(name -> name.length() > 1 && message.contains(name))
        .max(java.util.Comparator.comparingInt(String::length))
        .orElse("data");
  }

  private static void checkSpecVersion(int index, String version) {
    if (!version.equals(SPEC_VERSION)) {
      throw new RejectedEvent(
          index,
          "specversion",
          "specversion is "
              + (version.isEmpty() ? "missing" : "\"" + version + "\"")
              + "; this server takes CloudEvents "
              + SPEC_VERSION
              + ".");
    }
  }

  private static void checkText(int index, String name, JsonNode event) {
    JsonNode value = event.path(name);
    if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
      throw new RejectedEvent(index, name, name + " must be a string.");
    }
  }

  private static void checkRequired(int index, String name, String value) {
    if (value.isBlank()) {
      throw new RejectedEvent(
          index, name, name + " is required and must be a string that is not empty.");
    }
  }

  private static URI source(int index, String written) {
    try {
      return new URI(written);
    } catch (URISyntaxException e) {
      throw new RejectedEvent(
          index, "source", "source must be the URI of a resource: " + e.getReason() + ".");
    }
  }

  private static void checkTime(int index, String written) {
    try {
      Time.parseTime("time", written);
    } catch (CloudEventRWException e) {
      throw new RejectedEvent(
          index,
          "time",
          "time must be an RFC 3339 date and time with offset, such as 2026-03-02T09:00:00Z, not \""
              + written
              + "\".");
    }
  }
}
