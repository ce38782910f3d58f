package org.wellspring.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wellspring.sink.Messages.answer;
import static org.wellspring.sink.Messages.message;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wellspring.delivery.SinkAnswer;
import org.wellspring.delivery.SinkAnswer.Answered;
import org.wellspring.delivery.SinkAnswer.Unreachable;

@Timeout(60)
final class HttpSenderTlsIT {
  @TempDir private Path folder;

  private static RawSink tlsSink(TestCertificate certificate, RawSink.Script script)
      throws Exception {
    return new RawSink(
        certificate
            .serverContext()
            .getServerSocketFactory()
            .createServerSocket(0, 64, InetAddress.getByName("127.0.0.1")),
        script);
  }

  private static void accept(RawSink.Peer peer) throws IOException {
    while (peer.read()) {
      peer.write(RawSink.ACCEPTED);
    }
  }

  private static SinkAnswer post(HttpSender sender, RawSink sink) {
    return answer(sender.send(message("https://127.0.0.1:" + sink.port() + "/s", "<a/>", "<b/>")));
  }

  @Test
  void trustedSinkIsServedOverOneKeptConnection() throws Exception {
    TestCertificate certificate = new TestCertificate(folder, "ip:127.0.0.1");
    try (RawSink sink = tlsSink(certificate, HttpSenderTlsIT::accept);
        HttpSender sender =
            new HttpSender(
                HttpSenderConfig.DEFAULTS, AddressPolicy.ANYWHERE, certificate.trust())) {
      for (int i = 0; i < 20; i++) {
        assertThat(post(sender, sink)).isInstanceOf(Answered.class);
      }

      assertThat(sink.connections()).isEqualTo(1);
      assertThat(sink.bodies()).hasSize(20).containsOnly("<a/><b/>");
    }
  }

  @Test
  void sinkThatClosesBetweenMessagesLosesNothing() throws Exception {
    TestCertificate certificate = new TestCertificate(folder, "ip:127.0.0.1");
    try (RawSink sink =
            tlsSink(
                certificate,
                peer -> {
                  peer.read();
                  peer.write(RawSink.ACCEPTED);
                });
        HttpSender sender =
            new HttpSender(
                HttpSenderConfig.DEFAULTS, AddressPolicy.ANYWHERE, certificate.trust())) {
      for (int i = 0; i < 20; i++) {
        assertThat(post(sender, sink)).isInstanceOf(Answered.class);
      }

      assertThat(sink.bodies()).hasSize(20);
    }
  }

  @Test
  void certificateForAnotherNameIsRefused() throws Exception {
    TestCertificate certificate = new TestCertificate(folder, "dns:other.example");
    try (RawSink sink = tlsSink(certificate, HttpSenderTlsIT::accept);
        HttpSender sender =
            new HttpSender(
                HttpSenderConfig.DEFAULTS, AddressPolicy.ANYWHERE, certificate.trust())) {
      assertThat(post(sender, sink))
          .isInstanceOfSatisfying(
              Unreachable.class, u -> assertThat(u.why()).contains("TLS", "127.0.0.1"));
      assertThat(sink.requests()).isEmpty();
      assertThat(sender.connections()).isZero();
    }
  }

  @Test
  void certificateThatNobodyVouchesForIsRefused() throws Exception {
    TestCertificate certificate = new TestCertificate(folder, "ip:127.0.0.1");
    try (RawSink sink = tlsSink(certificate, HttpSenderTlsIT::accept);
        HttpSender sender = new HttpSender(HttpSenderConfig.DEFAULTS, AddressPolicy.ANYWHERE)) {
      assertThat(post(sender, sink))
          .isInstanceOfSatisfying(
              Unreachable.class, u -> assertThat(u.why()).contains("TLS", "certification path"));
      assertThat(sink.requests()).isEmpty();
    }
  }

  @Test
  void handshakeThatHangsEndsWithTheConnectTimeout() throws Exception {
    HttpSenderConfig config =
        new HttpSenderConfig(1, 4, 8, 8, Duration.ofMillis(300), Duration.ofSeconds(30), 65_536);
    try (RawSink mute = new RawSink(RawSink.Peer::untilClosed);
        HttpSender sender = new HttpSender(config, AddressPolicy.ANYWHERE)) {
      assertThat(post(sender, mute))
          .isInstanceOfSatisfying(
              Unreachable.class,
              u -> assertThat(u.why()).contains("delivery.sink.connect-timeout"));
    }
  }

  @Test
  void sinkWithoutTlsIsUnreachable() throws Exception {
    try (RawSink plain =
            new RawSink(
                peer -> {
                  peer.write("HTTP/1.1 400 Bad\r\n\r\n");
                  peer.untilClosed();
                });
        HttpSender sender = new HttpSender(HttpSenderConfig.DEFAULTS, AddressPolicy.ANYWHERE)) {
      assertThat(post(sender, plain))
          .isInstanceOfSatisfying(Unreachable.class, u -> assertThat(u.why()).contains("TLS"));
    }
  }
}
