package org.wellspring.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlReader;

final class SinkServerIT {
  private static final String PLAIN =
      "<wsa:Action>urn:drank</wsa:Action><wsa:MessageID>uuid:7</wsa:MessageID>";

  private final List<ReceivedEvent> received = new CopyOnWriteArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private SinkServer sink;

  @BeforeEach
  void start() throws IOException {
    sink =
        SinkServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            event -> {
              if (event.action().equals("urn:unwanted")) {
                throw new IllegalStateException("no");
              }
              received.add(event);
            });
  }

  @AfterEach
  void stop() {
    sink.close();
  }

  @Test
  void aSinkThatClosesStillAnswersWhatItTook() throws Exception {
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (SinkServer slow =
        SinkServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            event -> {
              taken.countDown();
              awaitQuietly(goOn);
            })) {
      CompletableFuture<HttpResponse<String>> answer =
          http.sendAsync(
              HttpRequest.newBuilder(slow.uri())
                  .POST(BodyPublishers.ofString(ScriptedSoapServer.envelope(PLAIN, "<fcs:Usage/>")))
                  .build(),
              BodyHandlers.ofString());
      assertThat(taken.await(10, TimeUnit.SECONDS)).isTrue();
      Thread closer = new Thread(slow::close);
      closer.start();
      closer.join(100); // it waits for the message in hand
      assertThat(closer.isAlive()).isTrue();
      goOn.countDown();

      assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
      closer.join(10_000);
      assertThat(closer.isAlive()).isFalse();
    }
  }

  @Test
  void aPushIsAcceptedWithoutABody() throws Exception {
    HttpResponse<String> answer =
        post(ScriptedSoapServer.envelope(PLAIN, "<fcs:Usage/>"), StandardCharsets.UTF_8, "UTF-8");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEmpty();
    assertThat(received).extracting(ReceivedEvent::mode).containsExactly(Mode.PUSH);
  }

  @Test
  void whoAsksForAnAckGetsOneThatRelatesToTheMessage() throws Exception {
    HttpResponse<String> answer =
        post(
            ScriptedSoapServer.envelope(PLAIN + "<wsman:AckRequested/>", "<fcs:Usage/>"),
            StandardCharsets.UTF_8,
            "UTF-8");

    assertThat(answer.statusCode()).isEqualTo(200);
    XmlElement header =
        new XmlReader(XmlLimits.DEFAULTS)
            .read(answer.body())
            .child(Wire.SOAP, "Header")
            .orElseThrow();
    assertThat(header.childText(Wire.WSA, "Action"))
        .contains("http://schemas.dmtf.org/wbem/wsman/1/wsman/Ack");
    assertThat(header.childText(Wire.WSA, "RelatesTo")).contains("uuid:7");
    assertThat(received).extracting(ReceivedEvent::mode).containsExactly(Mode.PUSH_WITH_ACK);
  }

  @Test
  void utf16IsUnderstoodByItsByteOrderMark() throws Exception {
    HttpResponse<String> answer =
        post(
            "\uFEFF" + ScriptedSoapServer.envelope(PLAIN, "<fcs:Usage Place='Gänge'/>"),
            StandardCharsets.UTF_16LE,
            "UTF-16");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(received.get(0).body().orElseThrow().attribute("Place")).contains("Gänge");
  }

  @Test
  void whatTheConsumerDoesNotTakeIsNotAcknowledged() throws Exception {
    HttpResponse<String> answer =
        post(
            ScriptedSoapServer.envelope(
                "<wsa:Action>urn:unwanted</wsa:Action><wsman:AckRequested/>", "<fcs:Usage/>"),
            StandardCharsets.UTF_8,
            "UTF-8");

    assertThat(answer.statusCode()).isEqualTo(500);
  }

  @Test
  void garbageAndOtherMethodsAreRefused() throws Exception {
    HttpResponse<String> garbage = post("hello", StandardCharsets.UTF_8, "UTF-8");
    HttpResponse<String> get =
        http.send(HttpRequest.newBuilder(sink.uri()).GET().build(), BodyHandlers.ofString());

    assertThat(garbage.statusCode()).isEqualTo(400);
    assertThat(get.statusCode()).isEqualTo(405);
    assertThat(received).isEmpty();
  }

  private HttpResponse<String> post(String body, Charset charset, String name) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(sink.uri())
            .header("Content-Type", "application/soap+xml;charset=" + name)
            .POST(BodyPublishers.ofByteArray(body.getBytes(charset)))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
