package org.wellspring.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wellspring.client.ReceivedEvent.Kind;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlProblem;
import org.wellspring.xml.XmlReader;

/**
 * A message to a sink, taken apart. All generations are read alike: peers are told by local names
 * and by the ends of their action URIs, because stacks in the field differ in the rest.
 */
final class Notification {
  private static final XmlReader READER = new XmlReader(XmlLimits.DEFAULTS);

  private final List<XmlElement> headers;
  private final Optional<XmlElement> body;

  private Notification(List<XmlElement> headers, Optional<XmlElement> body) {
    this.headers = headers;
    this.body = body;
  }

  static Notification read(String text) throws XmlProblem {
    XmlElement envelope = READER.read(text);
    if (!envelope.is(Wire.SOAP, "Envelope")) {
      throw new XmlProblem("not a SOAP 1.2 envelope but " + envelope.name());
    }
    return new Notification(
        envelope.child(Wire.SOAP, "Header").stream().flatMap(XmlElement::elements).toList(),
        envelope.child(Wire.SOAP, "Body").flatMap(XmlElement::firstElement));
  }

  String action() {
    return header("Action");
  }

  String messageId() {
    return header("MessageID");
  }

  String to() {
    return header("To");
  }

  private String header(String local) {
    return headers.stream()
        .filter(block -> block.is(Wire.WSA, local))
        .map(XmlElement::trimmedText)
        .findFirst()
        .orElse("");
  }

  /** The action of the Ack that is asked for; empty when none is. DSP0226 §10.7. */
  Optional<String> ackAction() {
    return block("AckRequested")
        .map(
            asked ->
                asked.name().namespace().equals(Generation.JUNE_2005.namespace())
                    ? Generation.JUNE_2005.uri("Ack")
                    : Generation.DMTF.uri("Ack"));
  }

  private Optional<XmlElement> block(String local) {
    return headers.stream().filter(block -> block.name().local().equals(local)).findFirst();
  }

  /** What it tells, in order. An empty batch is a heartbeat. */
  List<ReceivedEvent> events(Mode single) {
    Optional<XmlElement> batch = body.filter(Notification::isBatch);
    if (batch.isEmpty()) {
      return List.of(event(single, kind(action()), action(), block("Bookmark"), body));
    }
    List<XmlElement> events =
        batch.get().elements().filter(child -> child.name().local().equals("Event")).toList();
    if (events.isEmpty()) {
      return List.of(
          event(Mode.BATCHED, Kind.HEARTBEAT, action(), block("Bookmark"), Optional.empty()));
    }
    List<ReceivedEvent> all = new ArrayList<>();
    for (XmlElement wrapper : events) {
      boolean last = all.size() == events.size() - 1;
      String action = actionOf(wrapper);
      all.add(
          event(
              Mode.BATCHED,
              kind(action),
              action,
              last ? block("Bookmark") : Optional.empty(),
              Optional.of(content(wrapper))));
    }
    return List.copyOf(all);
  }

  private static boolean isBatch(XmlElement content) {
    String namespace = content.name().namespace();
    return content.name().local().equals("Events")
        && (namespace.equals(Generation.DMTF.namespace())
            || namespace.equals(Generation.OCTOBER_2004.namespace())
            || namespace.equals(Generation.JUNE_2005.namespace()));
  }

  /** October 2004 has no action per event. Another stack qualifies the attribute. */
  private String actionOf(XmlElement wrapper) {
    return wrapper.attributes().stream()
        .filter(attribute -> attribute.name().local().equals("Action"))
        .map(attribute -> attribute.value().strip())
        .findFirst()
        .orElseGet(this::action);
  }

  /** The event in its wrapper; Windows puts it there as text. */
  private static XmlElement content(XmlElement wrapper) {
    Optional<XmlElement> event = wrapper.firstElement();
    if (event.isPresent()) {
      return event.get();
    }
    try {
      return READER.read(wrapper.trimmedText());
    } catch (XmlProblem notXml) {
      return wrapper; // show it as it came
    }
  }

  private static Kind kind(String action) {
    if (action.equals(Wire.SUBSCRIPTION_END)) {
      return Kind.SUBSCRIPTION_END;
    }
    if (action.endsWith("/wsman/Heartbeat") || action.endsWith("/management/Heartbeat")) {
      return Kind.HEARTBEAT;
    }
    return action.endsWith("/wsman/DroppedEvents") || action.endsWith("/management/DroppedEvents")
        ? Kind.DROPPED_EVENTS
        : Kind.EVENT;
  }

  private ReceivedEvent event(
      Mode mode,
      Kind kind,
      String action,
      Optional<XmlElement> bookmark,
      Optional<XmlElement> content) {
    return new ReceivedEvent(mode, kind, action, messageId(), bookmark, content, headers);
  }
}
