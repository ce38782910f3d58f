package org.wellspring.cli.text;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wellspring.client.JsonText;
import org.wellspring.client.ReceivedEvent;
import org.wellspring.xml.XmlElement;

/** The notations of a received event; each is one line, so that other tools can read them. */
public enum EventFormat {
  /** For people: mode, class, properties. */
  TEXT {
    @Override
    public String line(ReceivedEvent event) {
      String what = event.body().map(EventFormat::describe).orElse(event.kind().label());
      String kind =
          event.kind() == ReceivedEvent.Kind.EVENT ? what : event.kind().label() + " " + what;
      return String.format("%-11s ", event.mode()) + kind + bookmark(event);
    }
  },
  /** The event's element, as it came. */
  XML {
    @Override
    public String line(ReceivedEvent event) {
      return event
          .body()
          .map(body -> body.toString().replaceAll("\\s*\\R\\s*", " "))
          .orElse("<!-- " + event.kind().label() + " -->");
    }
  },
  /** An object with mode, kind, action, messageId, class, bookmark and event. */
  JSON {
    @Override
    public String line(ReceivedEvent event) {
      Map<String, String> members = new LinkedHashMap<>();
      members.put("mode", JsonText.quoted(event.mode().label()));
      members.put("kind", JsonText.quoted(event.kind().label()));
      members.put("action", JsonText.quoted(event.action()));
      members.put("messageId", JsonText.quoted(event.messageId()));
      event.bookmark().ifPresent(mark -> members.put("bookmark", JsonText.quoted(mark.toString())));
      event
          .body()
          .ifPresent(
              body -> {
                members.put("class", JsonText.quoted(body.name().local()));
                members.put("namespace", JsonText.quoted(body.name().namespace()));
                members.put("event", EventJson.of(body));
              });
      return EventJson.object(members);
    }
  };

  /** One line, without its end. */
  public abstract String line(ReceivedEvent event);

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static String bookmark(ReceivedEvent event) {
    return event
        .bookmark()
        .map(mark -> mark.firstElement().map(XmlElement::toString).orElseGet(mark::trimmedText))
        .map(mark -> "  [bookmark " + mark + "]")
        .orElse("");
  }

  private static String describe(XmlElement body) {
    Stream<String> attributes =
        body.attributes().stream().map(a -> a.name().local() + "=" + a.value());
    Stream<String> children =
        body.elements().map(child -> child.name().local() + "=" + child.trimmedText());
    String own = body.elements().findAny().isEmpty() ? body.trimmedText() : "";
    return Stream.of(Stream.of(body.name().local()), attributes, children, Stream.of(own))
        .flatMap(parts -> parts)
        .filter(part -> !part.isEmpty())
        .map(part -> part.replaceAll("\\s+", " "))
        .collect(Collectors.joining(" "));
  }
}
