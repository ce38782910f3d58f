package org.wellspring.client;

import java.util.List;
import java.util.Optional;
import org.wellspring.xml.XmlElement;

/**
 * One thing a sink was told.
 *
 * @param mode how it came
 * @param action of the event; of the message where the event has none of its own
 * @param messageId of the message it came in; a message that is sent again has the same
 * @param bookmark the {@code wsman:Bookmark} element; in a batch the last event has it
 * @param body the event, or the body of a notice; empty for most heartbeats
 * @param headers all header blocks of the message, reference parameters among them
 */
public record ReceivedEvent(
    Mode mode,
    Kind kind,
    String action,
    String messageId,
    Optional<XmlElement> bookmark,
    Optional<XmlElement> body,
    List<XmlElement> headers) {

  /** What it means. */
  public enum Kind {
    EVENT("event"),
    /** Nothing happened, and the source is alive. DSP0226 §10.2.5. */
    HEARTBEAT("heartbeat"),
    /** Events were lost; the body says how many. DSP0226 §10.9. */
    DROPPED_EVENTS("dropped-events"),
    /** The source ended the subscription. */
    SUBSCRIPTION_END("subscription-end");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }
}
