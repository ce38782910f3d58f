package org.wellspring.bench.load;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.wellspring.model.Event;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SelectorSet;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlProblem;
import org.wellspring.xml.XmlReader;

/**
 * The events of a bench: an XML element of fixed size with its {@linkplain Marks number}.
 *
 * @param run sets the ids apart from those of other runs on the same server
 */
public record EventText(String run, String padding) {
  public static final String RESOURCE = "urn:wellspring:bench";
  public static final String NAMESPACE = "urn:wellspring:bench:event";
  public static final String BATCH = "application/cloudevents-batch+json;charset=UTF-8";
  private static final int MARKUP = xml(0, 0, "").length();

  /**
   * @param octets of the event's element, at least 100
   */
  public static EventText ofSize(String run, int octets) {
    return new EventText(run, "x".repeat(octets - MARKUP));
  }

  private static String xml(int stream, long number, String padding) {
    return "<b:Event xmlns:b='"
        + NAMESPACE
        + "' Seq='"
        + Marks.text(stream, number)
        + "' Pad='"
        + padding
        + "'/>";
  }

  /** A JSON batch of consecutive events. */
  public String batch(int stream, long first, int count) {
    StringBuilder json = new StringBuilder(count * (padding.length() + 400)).append('[');
    for (long number = first; number < first + count; number++) {
      json.append(number == first ? "" : ",").append("{\"specversion\":\"1.0\",\"id\":\"");
      json.append(run).append('-').append(stream).append('-').append(number);
      json.append("\",\"source\":\"").append(RESOURCE);
      json.append("\",\"type\":\"").append(RESOURCE).append("/Event");
      json.append("\",\"datacontenttype\":\"application/xml\",\"data\":\"");
      json.append(xml(stream, number, padding)).append("\"}");
    }
    return json.append(']').toString();
  }

  /** The event as the server keeps it. */
  public Event event(int stream, long number) {
    try {
      byte[] octets = xml(stream, number, padding).getBytes(StandardCharsets.UTF_8);
      return Event.of(
          new ResourceUri(RESOURCE),
          SelectorSet.NONE,
          run + "-" + stream + "-" + number,
          RESOURCE + "/Event",
          Instant.EPOCH,
          new XmlReader(XmlLimits.DEFAULTS).read(octets));
    } catch (XmlProblem e) {
      throw new IllegalStateException("the bench's own event", e);
    }
  }
}
