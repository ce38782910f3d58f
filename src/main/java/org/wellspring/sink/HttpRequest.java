package org.wellspring.sink;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.wellspring.delivery.OutboundMessage;
import org.wellspring.model.Bytes;
import org.wellspring.model.SinkCredentials;

/**
 * Writes an HTTP/1.1 POST around a message's body, all in one direct buffer: a socket takes direct
 * octets only, so they are copied once in any case, and one buffer costs less than a list of parts.
 */
final class HttpRequest {
  private static final String USER_AGENT = "Wellspring/" + version();

  private HttpRequest() {}

  /** The head, and the parts of the body behind it. The caller releases it. */
  static ByteBuf encode(ByteBufAllocator buffers, HttpTarget target, OutboundMessage message) {
    byte[] opening = target.opening().unsafeArray();
    long bodyLength = message.length();
    byte[] rest = rest(message, bodyLength).getBytes(StandardCharsets.ISO_8859_1);
    int length = Math.toIntExact(opening.length + rest.length + bodyLength);
    ByteBuf request = buffers.directBuffer(length, length).writeBytes(opening).writeBytes(rest);
    for (Bytes part : message.body()) {
      request.writeBytes(part.unsafeArray());
    }
    return request;
  }

  /** A line break in a header's value would begin another header. */
  static void checkHeaders(OutboundMessage message) throws UnusableAddress {
    String value = message.contentType();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7F) {
        throw new UnusableAddress("content type holds a control character");
      }
    }
  }

  /** What all messages to an address begin with. */
  static Bytes opening(Origin origin, String path) {
    StringBuilder head = new StringBuilder(160);
    head.append("POST ").append(path).append(" HTTP/1.1\r\n");
    header(head, "Host", origin.authority());
    header(head, "User-Agent", USER_AGENT);
    header(head, "Connection", "keep-alive"); // the default of HTTP/1.1, and news to 1.0 sinks
    return Bytes.wrap(head.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String rest(OutboundMessage message, long length) {
    StringBuilder head = new StringBuilder(160);
    header(head, "Content-Type", message.contentType());
    header(head, "Content-Length", Long.toString(length));
    message.credentials().ifPresent(who -> header(head, "Authorization", basic(who)));
    message.headers().now().forEach((name, value) -> header(head, name, value));
    return head.append("\r\n").toString();
  }

  private static void header(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  /** RFC 7617 §2, in UTF-8. */
  private static String basic(SinkCredentials who) {
    byte[] pair = (who.user() + ":" + who.password().value()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private static String version() {
    String version = HttpRequest.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version; // classes outside of their jar
  }
}
