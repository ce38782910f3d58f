package org.wellspring.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HttpFramesTest {
  private final HttpFrames frames = new HttpFrames();

  private List<String> bodiesAfter(String more) {
    frames.add(Unpooled.copiedBuffer(more, StandardCharsets.US_ASCII));
    List<String> bodies = new ArrayList<>();
    while (frames.hasNext()) {
      bodies.add(
          new String(
              frames.octets(),
              frames.body(),
              frames.next() - frames.body(),
              StandardCharsets.US_ASCII));
      frames.pass();
    }
    return bodies;
  }

  @Test
  void messagesAreCutByTheirLengthHoweverTheyCome() {
    String two =
        "POST / HTTP/1.1\r\ncontent-length: 3\r\nA: b\r\n\r\nabcHTTP/1.1 202 Accepted\r\nContent-Length:0\r\n\r\n";

    assertThat(bodiesAfter(two)).containsExactly("abc", "");
    List<String> octetByOctet = new ArrayList<>();
    two.chars().forEach(c -> octetByOctet.addAll(bodiesAfter(String.valueOf((char) c))));
    assertThat(octetByOctet).containsExactly("abc", "");
  }

  @Test
  void longMessagesMakeTheRoomTheyNeed() {
    String body = "x".repeat(100_000);

    assertThat(bodiesAfter("H\r\nContent-Length: 100000\r\n\r\n" + body)).containsExactly(body);
  }

  @Test
  void chunkedMessagesAreAProblemOfTheBenchAndSaidToBe() {
    assertThatThrownBy(() -> bodiesAfter("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("without Content-Length");
  }
}
