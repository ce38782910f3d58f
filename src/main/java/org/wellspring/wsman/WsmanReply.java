package org.wellspring.wsman;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.wellspring.soap.EnvelopeWriter;
import org.wellspring.xml.XmlElement;

/**
 * A reply before its envelope is written.
 *
 * @param headers blocks besides the addressing ones
 * @param body serialised content of the body, self-contained apart from the prefixes s, wsa and
 *     wsman; empty for an empty body
 */
record WsmanReply(
    String action, List<XmlElement> headers, Consumer<EnvelopeWriter> body, Effect effect) {

  /**
   * Whether the operation changed something: then a reply that does not fit is an unreportable
   * success.
   */
  enum Effect {
    NONE,
    CHANGED
  }

  static WsmanReply of(String action, Effect effect) {
    return new WsmanReply(action, List.of(), envelope -> {}, effect);
  }

  static WsmanReply of(String action, XmlElement body, Effect effect) {
    return new WsmanReply(action, List.of(), envelope -> envelope.content(body), effect);
  }

  WsmanReply withHeader(XmlElement block) {
    List<XmlElement> more = new ArrayList<>(headers);
    more.add(block);
    return new WsmanReply(action, more, body, effect);
  }
}
