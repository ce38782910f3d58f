package org.wellspring.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
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
 * @param headers further HTTP headers; not used over UDP
 */
public record OutboundMessage(
    String address,
    String contentType,
    List<Bytes> body,
    String messageId,
    Duration timeout,
    Optional<SinkCredentials> credentials,
    Headers headers) {

  /** Asked at each attempt, so that a header may tell when that was. */
  @FunctionalInterface
  public interface Headers {
    Headers NONE = Map::of;

    /** Names to values without control characters, in the order of writing. */
    Map<String, String> now();
  }

  /** A message without further headers. */
  public OutboundMessage(
      String address,
      String contentType,
      List<Bytes> body,
      String messageId,
      Duration timeout,
      Optional<SinkCredentials> credentials) {
    this(address, contentType, body, messageId, timeout, credentials, Headers.NONE);
  }

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
