package org.wellspring.wbem;

import java.time.Duration;
import java.util.Locale;
import org.wellspring.xml.XmlElement;

/**
 * {@code RepeatNotificationPolicy} with its numbers.
 *
 * @param interval in which indications are counted
 * @param count per interval
 * @param gap silence after a delayed one
 */
public record RepeatPolicy(Kind kind, Duration interval, long count, Duration gap) {
  public static final RepeatPolicy NONE =
      new RepeatPolicy(Kind.NONE, Duration.ZERO, 0, Duration.ZERO);

  /** What is done about indications that come often. */
  public enum Kind {
    /** Nothing: each one is sent. */
    NONE,
    /** The first ones of an interval are sent, the others not. */
    SUPPRESS,
    /** One is sent when so many have come within the interval, and then none for the gap. */
    DELAY
  }

  XmlElement toElement(String namespace) {
    return XmlElement.builder(namespace, "Repeat", "w")
        .attribute("kind", kind.name().toLowerCase(Locale.ROOT))
        .attribute("interval", interval.toString())
        .attribute("count", Long.toString(count))
        .attribute("gap", gap.toString())
        .build();
  }

  static RepeatPolicy of(XmlElement element) {
    return new RepeatPolicy(
        Kind.valueOf(element.attribute("kind").orElse("none").toUpperCase(Locale.ROOT)),
        Duration.parse(element.attribute("interval").orElse("PT0S")),
        Long.parseLong(element.attribute("count").orElse("0")),
        Duration.parse(element.attribute("gap").orElse("PT0S")));
  }
}
