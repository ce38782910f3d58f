package org.wellspring.wsevent;

import java.util.Optional;
import org.wellspring.xml.XmlElement;

/**
 * A reply before its envelope is written.
 *
 * @param body empty for an empty body
 */
record EventingReply(String action, Optional<XmlElement> body) {
  static EventingReply of(String action, XmlElement body) {
    return new EventingReply(action, Optional.of(body));
  }
}
