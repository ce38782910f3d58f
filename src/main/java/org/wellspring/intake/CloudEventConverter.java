package org.wellspring.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.jackson.JsonCloudEventData;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wellspring.model.Bytes;
import org.wellspring.model.Event;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SelectorSet;
import org.wellspring.time.TimeSource;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlOutput;
import org.wellspring.xml.XmlProblem;
import org.wellspring.xml.XmlReader;

/**
 * Makes an {@link Event} of a CloudEvent: XML data is kept as the element it is, a JSON object
 * becomes one ({@link JsonBody}), and an event without data gets an empty element, named as for
 * JSON.
 */
final class CloudEventConverter {
  private final JsonMapper json;
  private final XmlReader xml;
  private final TimeSource time;

  CloudEventConverter(JsonMapper json, XmlReader xml, TimeSource time) {
    this.json = json;
    this.xml = xml;
    this.time = time;
  }

  Event toEvent(int index, CloudEvent event, DataForm form) {
    ResourceUri source = new ResourceUri(event.getSource().toString());
    EventType type = type(index, event.getType(), source);
    JsonBody.Written body = body(index, event, type, form);
    return new Event(
        source,
        selectors(index, event.getSubject()),
        event.getId(),
        type.action(),
        event.getTime() == null ? time.wallClock() : instant(index, event),
        body.element(),
        body.xml());
  }

  private static Instant instant(int index, CloudEvent event) {
    Instant when = event.getTime().toInstant();
    if (when.getEpochSecond() < 0 || when.getEpochSecond() > 253_402_300_799L) {
      throw new RejectedEvent(index, "time", "time must lie between the years 1970 and 9999.");
    }
    return when;
  }

  private static EventType type(int index, String type, ResourceUri source) {
    try {
      return EventType.of(type, source);
    } catch (IllegalArgumentException e) {
      throw new RejectedEvent(index, "type", e.getMessage() + ".");
    }
  }

  private static SelectorSet selectors(int index, @Nullable String subject) {
    if (subject == null) {
      return SelectorSet.NONE;
    }
    try {
      return Subjects.parse(subject);
    } catch (IllegalArgumentException e) {
      throw new RejectedEvent(index, "subject", e.getMessage() + ".");
    }
  }

  private JsonBody.Written body(int index, CloudEvent event, EventType type, DataForm form) {
    MediaType contentType = contentType(index, event.getDataContentType());
    CloudEventData data = event.getData();
    if (data == null) {
      return jsonBody(index, type, JsonNodeFactory.instance.objectNode());
    }
    if (contentType.isXml()) {
      return xmlBody(index, data.toBytes(), contentType, form);
    }
    if (!contentType.isJson()) {
      throw new RejectedEvent(
          index,
          "datacontenttype",
          "data of type "
              + contentType.essence()
              + " is not taken; send an XML element (application/xml) or a JSON object"
              + " (application/json).");
    }
    return jsonBody(index, type, jsonData(index, data));
  }

  static MediaType contentType(int index, @Nullable String written) {
    try {
      return MediaType.parse(written == null ? "" : written);
    } catch (IllegalArgumentException e) {
      throw new RejectedEvent(
          index, "datacontenttype", "The charset in \"" + written + "\" is not known here.");
    }
  }

  private JsonNode jsonData(int index, CloudEventData data) {
    if (data instanceof JsonCloudEventData tree) {
      return tree.getNode().isNull() ? JsonNodeFactory.instance.objectNode() : tree.getNode();
    }
    try {
      return json.readTree(data.toBytes());
    } catch (JsonProcessingException e) {
      throw new RejectedEvent(
          index, "data", "The data is not JSON: " + CloudEventReader.describe(e));
    } catch (IOException e) {
      throw new RejectedEvent(index, "data", "The data is not JSON in UTF-8.");
    }
  }

  private static JsonBody.Written jsonBody(int index, EventType type, JsonNode data) {
    try {
      return JsonBody.write(type.root(), data);
    } catch (JsonProblem e) {
      throw new RejectedEvent(index, "data", "The data cannot become XML: " + e.getMessage() + ".");
    } catch (IllegalArgumentException e) {
      throw new RejectedEvent(index, "type", e.getMessage() + ".");
    }
  }

  private JsonBody.Written xmlBody(int index, byte[] octets, MediaType contentType, DataForm form) {
    try {
      XmlElement element = readXml(octets, contentType.charset(), form);
      return new JsonBody.Written(element, Bytes.wrap(XmlOutput.toUtf8(element)));
    } catch (XmlProblem e) {
      throw new RejectedEvent(index, "data", "The data is not acceptable XML: " + e.getMessage());
    }
  }

  private XmlElement readXml(byte[] octets, Charset charset, DataForm form) throws XmlProblem {
    if (form == DataForm.STRING) { // what the text says of its encoding was true before JSON
      return xml.read(new String(octets, StandardCharsets.UTF_8));
    }
    return charset.equals(StandardCharsets.UTF_8)
        ? xml.read(octets)
        : xml.read(new String(octets, charset), charset.name().toUpperCase(Locale.ROOT));
  }
}
