package org.wellspring.testing.conversation;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.wellspring.delivery.OutboundMessage;
import org.wellspring.delivery.Sender;
import org.wellspring.delivery.SinkAnswer;
import org.wellspring.model.Bytes;

/** Records what is sent and answers when told to. For one thread. */
public final class HeldSink implements Sender {
  /** A message that waits for its answer. */
  public record Sent(OutboundMessage message, CompletableFuture<SinkAnswer> answer) {
    public byte[] octets() {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      for (Bytes part : message.body()) {
        whole.writeBytes(part.unsafeArray());
      }
      return whole.toByteArray();
    }

    public String text() {
      byte[] octets = octets();
      boolean wide = octets.length > 1 && (octets[0] & 0xff) == 0xff && (octets[1] & 0xff) == 0xfe;
      return wide
          ? new String(octets, 2, octets.length - 2, StandardCharsets.UTF_16LE)
          : new String(octets, StandardCharsets.UTF_8);
    }
  }

  private final Deque<Sent> unread = new ArrayDeque<>();

  @Override
  public CompletableFuture<SinkAnswer> send(OutboundMessage message) {
    Sent sent = new Sent(message, new CompletableFuture<>());
    unread.add(sent);
    return sent.answer;
  }

  public int unread() {
    return unread.size();
  }

  /** The oldest message not looked at yet. */
  public Sent next() {
    if (unread.isEmpty()) {
      throw new AssertionError("nothing was sent to the sink");
    }
    return unread.remove();
  }
}
