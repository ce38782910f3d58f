package org.wellspring.testing;

import java.util.ArrayList;
import java.util.List;
import org.wellspring.model.Event;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SelectorSet;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlProblem;
import org.wellspring.xml.XmlReader;

/** Events of a fountain, numbered. */
public final class Events {
  public static final String NS = "urn:fountain";
  public static final ResourceUri FOUNTAINS = new ResourceUri("urn:test:fountains");
  public static final SelectorSet NORTH = SelectorSet.of("ResourceID", "North");
  public static final SelectorSet SOUTH = SelectorSet.of("ResourceID", "South");

  private Events() {}

  /** {@code <f:Usage n="…">…</f:Usage>} from the northern fountain. */
  public static Event numbered(int n) {
    return numbered(n, NORTH);
  }

  public static Event numbered(int n, SelectorSet selectors) {
    return sized(n, selectors, "");
  }

  /** With that text in it, to make it large. */
  public static Event sized(int n, SelectorSet selectors, String text) {
    XmlElement body =
        XmlElement.builder(NS, "Usage", "f").attribute("n", Integer.toString(n)).text(text).build();
    return Event.of(
        FOUNTAINS, selectors, "event-" + n, "urn:fountain/Usage", VirtualTime.START, body);
  }

  /** {@code from..to}, both included. */
  public static List<Event> range(int from, int to) {
    List<Event> events = new ArrayList<>();
    for (int n = from; n <= to; n++) {
      events.add(numbered(n));
    }
    return events;
  }

  public static XmlElement xml(String text) {
    try {
      return new XmlReader(XmlLimits.DEFAULTS).read(text);
    } catch (XmlProblem e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
