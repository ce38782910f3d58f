package org.wellspring.intake.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wellspring.intake.KeptEvents;
import org.wellspring.intake.SteppedTime;
import org.wellspring.metrics.Meters;
import org.wellspring.model.Event;
import org.wellspring.model.ResourceUri;

final class SyslogSourceIT {
  private static final ResourceUri SYSLOG =
      new ResourceUri("http://control.fineartschool.com/syslog");
  private static final int MAX_MESSAGE = 1_024;

  private final KeptEvents kept = new KeptEvents();
  private final Meters meters = new Meters();
  private final SyslogSource source = source(loopback(0), loopback(0));

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private SyslogSource source(InetSocketAddress udp, InetSocketAddress tcp) {
    return new SyslogSource(
        SYSLOG,
        Optional.of(udp),
        Optional.of(tcp),
        MAX_MESSAGE,
        kept,
        meters,
        new SteppedTime("2026-03-02T09:00:00Z"));
  }

  @BeforeEach
  void start() throws IOException {
    source.start();
  }

  @AfterEach
  void stop() {
    kept.release();
    source.close();
  }

  private void sendDatagram(DatagramSocket socket, String message) throws IOException {
    byte[] octets = message.getBytes(StandardCharsets.UTF_8);
    socket.send(new DatagramPacket(octets, octets.length, source.udpAddress().orElseThrow()));
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.connect(source.tcpAddress().orElseThrow(), 2_000);
    return socket;
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private void awaitEvents(int count) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(kept.count()).isEqualTo(count));
  }

  private String text(int index) {
    return kept.events().get(index).body().childText(SyslogParser.NAMESPACE, "text").orElse("");
  }

  @Test
  void aDatagramIsAnEvent() throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      sendDatagram(socket, "<34>1 2026-03-01T22:14:15.003Z door badge - - - no");
      sendDatagram(socket, "");
      sendDatagram(socket, "<13>long " + "x".repeat(5_000));
    }

    awaitEvents(2);
    Event event = kept.events().get(0);
    assertThat(event.source()).isEqualTo(SYSLOG);
    assertThat(event.action()).isEqualTo("http://control.fineartschool.com/syslog/Message");
    assertThat(event.time()).isEqualTo(Instant.parse("2026-03-01T22:14:15.003Z"));
    assertThat(event.selectors().isEmpty()).isTrue();
    assertThat(event.xml().utf8()).contains("<sl:host>door</sl:host>");
    assertThat(kept.events().get(1).time()).isEqualTo(Instant.parse("2026-03-02T09:00:00Z"));
    assertThat(text(1)).hasSize(MAX_MESSAGE - "<13>".length());
    assertThat(kept.events().get(1).id()).isNotEqualTo(event.id());
  }

  @Test
  void bothFramingsArriveInOrderOverOneConnection() throws IOException {
    try (Socket socket = connect()) {
      write(socket.getOutputStream(), "<13>one\n7 <13>two<13>three\n9 <13>four\n");
      write(socket.getOutputStream(), "<13>five, without an end");
    }

    awaitEvents(5);
    assertThat(text(0)).isEqualTo("one");
    assertThat(text(1)).isEqualTo("two");
    assertThat(text(2)).isEqualTo("three");
    assertThat(text(3)).isEqualTo("four");
    assertThat(text(4)).isEqualTo("five, without an end");
  }

  @Test
  void aSenderOverTcpWaitsWhileTheLogIsSlowAndNothingIsLost() throws IOException {
    kept.hold();
    int messages = 40_000;
    String padding = "x".repeat(400);
    CompletableFuture<Void> sender =
        CompletableFuture.runAsync(
            () -> {
              try (Socket socket = connect()) {
                StringBuilder lines = new StringBuilder();
                for (int i = 0; i < messages; i++) {
                  lines.append("<13>a: ").append(i).append(' ').append(padding).append('\n');
                }
                write(socket.getOutputStream(), lines.toString());
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> kept.count() >= SyslogSource.MAX_IN_FLIGHT);
    Awaitility.await()
        .during(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(5))
        .until(() -> kept.count() < SyslogSource.MAX_IN_FLIGHT + 1_000);
    assertThat(sender).as("16 MB do not fit the sockets' buffers").isNotDone();

    kept.release();
    awaitEvents(messages);
    sender.join();
    assertThat(text(messages - 1)).startsWith(messages - 1 + " ");
  }

  @Test
  void datagramsAreDroppedAndCountedWhileTheLogIsSlow() throws IOException {
    kept.hold();
    try (DatagramSocket socket = new DatagramSocket()) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(2))
          .until(
              () -> {
                for (int i = 0; i < 100; i++) {
                  sendDatagram(socket, "<13>flood");
                }
                return meters.scrape().contains("{field=\"overload\"}");
              });
    }
    assertThat(kept.count()).isEqualTo(SyslogSource.MAX_IN_FLIGHT);
  }

  @Test
  void garbageDisturbsNobodyElse() throws IOException {
    try (Socket bad = connect();
        Socket good = connect()) {
      byte[] noise = new byte[100_000];
      new java.util.Random(7).nextBytes(noise);
      bad.getOutputStream().write(noise);
      write(good.getOutputStream(), "7 <13>yes");

      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () ->
                  kept.events().stream()
                      .anyMatch(e -> e.xml().utf8().contains("<sl:text>yes</sl:text>")));
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    SyslogSource second = source(loopback(0), source.tcpAddress().orElseThrow());

    assertThatThrownBy(second::start)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("tcp address")
        .hasMessageContaining(String.valueOf(source.tcpAddress().orElseThrow().getPort()));
    second.close();
  }
}
