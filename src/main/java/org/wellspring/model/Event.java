package org.wellspring.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlOutput;
import org.wellspring.xml.XmlProblem;
import org.wellspring.xml.XmlReader;

/**
 * Something that happened to a managed resource, as it is kept and delivered. Immutable, compared
 * by content, safe for use by several threads.
 *
 * <p>Not a record, because an event that comes back from a disk has its body as octets only: most
 * are sent on without anybody looking inside, so it is parsed when a filter asks for it.
 */
public final class Event {
  /** What was let in once is read again, however the limits at the door have changed since. */
  private static final XmlReader STORED =
      new XmlReader(
          new XmlLimits(
              Long.MAX_VALUE,
              Integer.MAX_VALUE,
              Integer.MAX_VALUE,
              Integer.MAX_VALUE,
              Integer.MAX_VALUE));

  private final ResourceUri source;
  private final SelectorSet selectors;
  private final String id;
  private final String action;
  private final Instant time;
  private final Bytes xml;

  /** Volatile, as the tree is not made of final fields only. */
  private volatile @Nullable XmlElement body;

  /**
   * An event whose body is at hand in both forms.
   *
   * @param source the resource that raised it
   * @param selectors which instance; empty when the publisher did not say
   * @param id the publisher's id, unique per source; a repeat is dropped
   * @param action the URI that becomes {@code wsa:Action}
   * @param time when it happened, by the publisher's clock
   * @param body the event itself, for filters
   * @param xml the body serialised once, UTF-8, self-contained: every prefix it needs is declared
   *     on it
   */
  public Event(
      ResourceUri source,
      SelectorSet selectors,
      String id,
      String action,
      Instant time,
      XmlElement body,
      Bytes xml) {
    this(source, selectors, id, action, time, xml, body);
  }

  private Event(
      ResourceUri source,
      SelectorSet selectors,
      String id,
      String action,
      Instant time,
      Bytes xml,
      @Nullable XmlElement body) {
    this.source = source;
    this.selectors = selectors;
    this.id = id;
    this.action = action;
    this.time = time;
    this.xml = xml;
    this.body = body;
  }

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

  /**
   * An event read back from where it was kept.
   *
   * @param xml what {@link #xml()} was; parsed when {@link #body()} is first asked for
   */
  public static Event stored(
      ResourceUri source,
      SelectorSet selectors,
      String id,
      String action,
      Instant time,
      Bytes xml) {
    return new Event(source, selectors, id, action, time, xml, null);
  }

  /** The resource that raised it. */
  public ResourceUri source() {
    return source;
  }

  /** Which instance; empty when the publisher did not say. */
  public SelectorSet selectors() {
    return selectors;
  }

  /** The publisher's id, unique per source; a repeat is dropped. */
  public String id() {
    return id;
  }

  /** The URI that becomes {@code wsa:Action}. */
  public String action() {
    return action;
  }

  /** When it happened, by the publisher's clock. */
  public Instant time() {
    return time;
  }

  /** The body serialised once, UTF-8, self-contained: every prefix it needs is declared on it. */
  public Bytes xml() {
    return xml;
  }

  /** The event itself, for filters. */
  public XmlElement body() {
    XmlElement known = body;
    if (known == null) { // threads that race here make equal trees; either will do
      known = parse();
      body = known;
    }
    return known;
  }

  private XmlElement parse() {
    try {
      return STORED.read(xml.unsafeArray());
    } catch (XmlProblem e) { // it was written by XmlOutput and its checksum was right
      throw new IllegalStateException("event " + id + " of " + source + " is kept unreadable", e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Event that
        && source.equals(that.source)
        && selectors.equals(that.selectors)
        && id.equals(that.id)
        && action.equals(that.action)
        && time.equals(that.time)
        && xml.equals(that.xml);
  }

  @Override
  public int hashCode() {
    return Objects.hash(source, id);
  }

  @Override
  public String toString() {
    return "Event[source=" + source + ", id=" + id + ", time=" + time + ", xml=" + xml + "]";
  }
}
