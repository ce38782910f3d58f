package org.wellspring.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.wellspring.intake.JsonBody;
import org.wellspring.model.Bytes;
import org.wellspring.model.Event;
import org.wellspring.model.LogRecord;

/**
 * The part of a notification that is the same for all who get the event, written once: members
 * {@code eventId} to {@code bookmark}, without the braces around. Safe for use by several threads,
 * as sessions of all shards ask.
 */
final class EventJson {
  private static final long MOST_OCTETS = 4L << 20;

  private final Bookmarks bookmarks;

  /** The last ones asked for, guarded by itself. */
  private final Map<Long, Bytes> written = new LinkedHashMap<>(16, 0.75f, true);

  private long octets; // of them all

  EventJson(Bookmarks bookmarks) {
    this.bookmarks = bookmarks;
  }

  Bytes members(LogRecord record) {
    long position = record.position().value();
    synchronized (written) {
      Bytes known = written.get(position);
      if (known != null) {
        return known;
      }
    }
    Bytes made = write(record);
    synchronized (written) {
      keep(position, made);
    }
    return made;
  }

  private void keep(long position, Bytes made) {
    if (written.putIfAbsent(position, made) == null) {
      octets += made.length();
    }
    Iterator<Bytes> oldestFirst = written.values().iterator();
    while (octets > MOST_OCTETS) {
      octets -= oldestFirst.next().length();
      oldestFirst.remove();
    }
  }

  private Bytes write(LogRecord record) {
    Event event = record.event();
    ObjectNode json = Answers.nodes().objectNode();
    json.put("eventId", event.id());
    json.put("time", event.time().toString());
    json.put("resource", event.source().value());
    if (!event.selectors().isEmpty()) {
      ObjectNode instance = json.putObject("instance");
      event.selectors().asMap().forEach(instance::put);
    }
    json.put("class", event.body().name().local());
    json.set("slots", JsonBody.jsonOf(event.body()));
    json.put("bookmark", bookmarks.write(record.position()));
    String text = json.toString();
    return Bytes.wrap(text.substring(1, text.length() - 1).getBytes(StandardCharsets.UTF_8));
  }
}
