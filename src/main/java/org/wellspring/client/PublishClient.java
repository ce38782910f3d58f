package org.wellspring.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Publishes events to {@code /api/events} of the server whose WS-Management address is given. Safe
 * for use by several threads.
 */
public final class PublishClient {
  private final ClientSettings settings;
  private final URI address;
  private final HttpPost post;

  public PublishClient(ClientSettings settings) {
    this.settings = settings;
    this.address = settings.base().resolve("/api/events");
    this.post = new HttpPost(settings);
  }

  /**
   * Publishes one event; it is durable when this returns.
   *
   * @return the server's receipt, JSON
   * @throws ExchangeFailed if the server does not take it; the message is the server's
   */
  public String publish(CloudEventMessage event) throws ExchangeFailed {
    return send(event.headers(), event.data());
  }

  /** Publishes several in one request: all are taken or none. */
  public String publish(List<CloudEventMessage> events) throws ExchangeFailed {
    String batch =
        events.stream().map(CloudEventMessage::json).collect(Collectors.joining(",", "[", "]"));
    return send(Map.of("Content-Type", "application/cloudevents-batch+json;charset=UTF-8"), batch);
  }

  private String send(Map<String, String> headers, String body) throws ExchangeFailed {
    HttpPost.Reply reply =
        post.send(address, headers, body.getBytes(StandardCharsets.UTF_8), settings.timeout());
    String text = reply.text().strip();
    if (!reply.isSuccess()) {
      String said = text.isEmpty() ? "" : ": " + text;
      throw new ExchangeFailed(address + " refused the event, HTTP " + reply.status() + said);
    }
    return text;
  }
}
