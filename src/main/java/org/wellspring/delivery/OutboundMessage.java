package org.wellspring.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.wellspring.model.Bytes;
import org.wellspring.model.SinkCredentials;

/**
 * One message for a sink, ready to be sent.
 *
 * @param address {@code http}, {@code https} or {@code soap.udp} URI
 * @param contentType value of the HTTP header; not used over UDP
 * @param body the octets in order; parts may be shared between messages
 * @param messageId its {@code wsa:MessageID}, which an acknowledgement relates to
 * @param timeout from the first octet sent to the last one answered
 */
public record OutboundMessage(
    String address,
    String contentType,
    List<Bytes> body,
    String messageId,
    Duration timeout,
    Optional<SinkCredentials> credentials) {
  public OutboundMessage {
    body = List.copyOf(body);
  }

  /** Octets of the whole body. */
  public long length() {
    long sum = 0;
    for (Bytes part : body) {
      sum += part.length();
    }
    return sum;
  }
}
