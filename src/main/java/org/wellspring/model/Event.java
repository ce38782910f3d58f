package org.wellspring.model;

import java.time.Instant;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlOutput;

/**
 * Something that happened to a managed resource, as it is kept and delivered.
 *
 * @param source the resource that raised it
 * @param selectors which instance; empty when the publisher did not say
 * @param id the publisher's id, unique per source; a repeat is dropped
 * @param action the URI that becomes {@code wsa:Action}
 * @param time when it happened, by the publisher's clock
 * @param body the event itself, for filters
 * @param xml the body serialised once, UTF-8, self-contained: every prefix it needs is declared on
 *     it
 */
public record Event(
    ResourceUri source,
    SelectorSet selectors,
    String id,
    String action,
    Instant time,
    XmlElement body,
    Bytes xml) {

  /** Serialises the body. */
  public static Event of(
      ResourceUri source,
      SelectorSet selectors,
      String id,
      String action,
      Instant time,
      XmlElement body) {
    return new Event(source, selectors, id, action, time, body, Bytes.wrap(XmlOutput.toUtf8(body)));
  }
}
