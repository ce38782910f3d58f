package org.wellspring.intake;

import java.net.URI;
import java.net.URISyntaxException;
import org.wellspring.model.ResourceUri;
import org.wellspring.xml.XmlName;

/**
 * A CloudEvents {@code type}: the action that the event gets, and the root element that JSON data
 * gets.
 *
 * @param action the type itself when it is an absolute URI, else the resource URI, {@code /}, and
 *     the type
 * @param local last segment of the type, after {@code / # :} or {@code .}; may be no XML name
 * @param namespace the type up to that mark, or the resource URI when there is none
 */
record EventType(String action, String local, String namespace) {
  /**
   * Takes a type apart.
   *
   * @throws IllegalArgumentException when no action can be made of it
   */
  static EventType of(String type, ResourceUri source) {
    int end = type.length();
    while (end > 0 && "/#:.".indexOf(type.charAt(end - 1)) < 0) {
      end--;
    }
    String namespace = end <= 1 ? source.value() : type.substring(0, end - 1);
    return new EventType(action(type, source), type.substring(end), namespace);
  }

  private static String action(String type, ResourceUri source) {
    try {
      return new URI(type).isAbsolute() ? type : new URI(source + "/" + type).toString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "\"" + type + "\" is neither a URI nor a plain name: " + e.getReason(), e);
    }
  }

  /** Root element for JSON data. */
  XmlName root() {
    if (!XmlName.isLegal(local)) {
      throw new IllegalArgumentException(
          "the last segment of the type, \""
              + local
              + "\", cannot name an XML element, which JSON data needs");
    }
    return new XmlName(namespace, local);
  }
}
