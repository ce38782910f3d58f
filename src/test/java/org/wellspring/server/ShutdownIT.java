package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.wellspring.server.StartedServer.at;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wellspring.client.Generation;
import org.wellspring.client.Mode;
import org.wellspring.client.SubscribeOptions;

/** Stopping: in time, whatever the sinks do, and nothing is left behind. */
final class ShutdownIT {
  @TempDir private Path directory;

  @Test
  void hungSinksDoNotKeepTheServerFromStopping() throws Exception {
    List<RecordingSink> hung = new ArrayList<>();
    try (StartedServer server = StartedServer.with()) {
      for (int i = 0; i < 20; i++) {
        hung.add(RecordingSink.hanging());
      }
      for (int i = 0; i < 200; i++) {
        RecordingSink sink = hung.get(i % hung.size());
        server.subscribe(
            SubscribeOptions.to(Mode.PUSH_WITH_ACK, at(sink.uri())).endTo(at(sink.uri())));
      }
      server.publish(1, 20);
      for (RecordingSink sink : hung) {
        sink.awaitMessages(1);
      }

      assertTimeout(Duration.ofSeconds(10), server::close);
    } finally {
      hung.forEach(RecordingSink::close);
    }
  }

  @Test
  void noThreadOfTheServerIsLeft() throws Exception {
    StartedServer server = StartedServer.with();
    server.subscribe(Generation.OCTOBER_2004, SubscribeOptions.trap());
    assertThat(threads()).isNotEmpty();

    server.close();
    server.close(); // again does no harm

    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(threads()).isEmpty());
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("ws-"))
        .filter(name -> !name.startsWith("ws-sink")) // the sinks of other tests
        .collect(Collectors.toSet());
  }

  /** What a start had begun is taken down when it fails, wherever it does. */
  @Test
  void aStartThatFailsLeavesNoThreadAndNoPort() throws Exception {
    Set<String> before = threads();
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      int http = freeTcpPort();
      Path config =
          Files.writeString(
              directory.resolve("server.yaml"),
              """
              include: %s
              sources:
                - type: syslog
                  resource: urn:wellspring:events
                  udp: 127.0.0.1:%d
              """
                  .formatted(StartedServer.CONFIG.toAbsolutePath(), taken.getLocalPort()));

      assertThatThrownBy(
              () -> StartedServer.from(config, "http.listen=http://127.0.0.1:" + http).close())
          .isInstanceOf(IOException.class);
      assertThatThrownBy(
              () ->
                  StartedServer.with("http.listen=http://127.0.0.1:" + http, "trap.interface=none9")
                      .close())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("trap.interface");

      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(threads()).isEqualTo(before));
      new ServerSocket(http, 1, InetAddress.getLoopbackAddress()).close();
    }
  }

  private static int freeTcpPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aTakenPortIsNamedWithItsSetting() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      int taken = server.base().getPort();
      assertThatThrownBy(() -> StartedServer.with("http.listen=http://127.0.0.1:" + taken).close())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("http.listen")
          .hasMessageContaining(Integer.toString(taken));
    }
  }
}
