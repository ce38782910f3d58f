package org.wellspring.filter.xpath;

import java.util.Set;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlName;

/**
 * How a front door wraps an event whose filters see the whole envelope. The same for all
 * subscribers: what differs between them, such as addresses and reference parameters, is left out.
 * Immutable, safe for use by several threads, one instance per form.
 */
public interface EnvelopeForm {
  /**
   * Wraps an event.
   *
   * @param event stands in no tree
   * @param action the event's action URI
   * @return the envelope's root element: its child {@link #body} holds the event alone
   */
  XmlElement wrap(XmlElement event, String action);

  /** The name of the root element, {@code s:Envelope}. */
  XmlName envelope();

  /** The name of the element that holds the event, {@code s:Body}. */
  XmlName body();

  /** Namespaces that elements outside the event are in. */
  Set<String> namespaces();
}
