package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wellspring.server.StartedServer.FOUNTAINS;
import static org.wellspring.server.StartedServer.anyPort;
import static org.wellspring.server.StartedServer.at;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wellspring.client.EnumerateOptions;
import org.wellspring.client.EnumeratedItem;
import org.wellspring.client.Mode;
import org.wellspring.client.PulledEvents;
import org.wellspring.client.SinkServer;
import org.wellspring.client.SubscribeOptions;
import org.wellspring.client.SubscriptionHandle;
import org.wellspring.client.WsmanClient;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.SelectorSet;
import org.wellspring.xml.XmlElement;

/** Events that nobody publishes: of the JVM, of syslog, of the simulator. */
final class SourcesIT {
  private static final String JVM = "http://control.fineartschool.com/jvm";
  private static final String SYSLOG = "http://control.fineartschool.com/syslog";

  @TempDir private Path directory;

  private Path configuration(String more) throws Exception {
    Path file = directory.resolve("server.yaml");
    return Files.writeString(
        file, "include: " + StartedServer.CONFIG.toAbsolutePath() + "\n" + more);
  }

  @Test
  void aGarbageCollectionReachesAPullSubscriber() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      WsmanClient client = server.client();
      SubscriptionHandle pull =
          client.subscribe(client.resource(JVM, SelectorSet.NONE), SubscribeOptions.pull().build());
      System.gc();

      PulledEvents page =
          client.pull(
              pull.manager(),
              pull.context().orElseThrow(),
              OptionalInt.of(1),
              Optional.of(Duration.ofSeconds(15)));

      assertThat(page.items()).hasSize(1);
      assertThat(page.items().get(0).toString()).containsIgnoringCase("garbage");
    }
  }

  @Test
  void mBeansCanBeGotAndEnumerated() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      WsmanClient client = server.client();
      XmlElement memory =
          client.get(client.resource(JVM, SelectorSet.of("ObjectName", "java.lang:type=Memory")));
      List<EnumeratedItem> all = new ArrayList<>();
      client.enumerate(
          client.resource(JVM, SelectorSet.NONE),
          new EnumerateOptions(
              EnumerateOptions.Shape.OBJECTS_AND_EPRS,
              EnumerateOptions.Transfer.OPTIMIZED,
              OptionalInt.of(5),
              Optional.empty()),
          all::add);

      assertThat(memory.toString()).contains("HeapMemoryUsage");
      assertThat(all).hasSizeGreaterThan(10);
      assertThat(all)
          .allSatisfy(
              item -> {
                assertThat(item.object()).isPresent();
                assertThat(client.get(item.reference().orElseThrow()).name())
                    .isEqualTo(item.object().orElseThrow().name());
              });
    }
  }

  @Test
  void syslogReachesTheSubscriberWhoseFilterPicksItOverUdpAndTcp() throws Exception {
    int port = StartedServer.freeUdpPort();
    Path config =
        configuration(
            """
            resources:
              - name: syslog
                uri: %s
                prefixes:
                  sl: urn:wellspring:syslog
            sources:
              - type: syslog
                resource: %s
                udp: 127.0.0.1:%d
                tcp: 127.0.0.1:%d
            """
                .formatted(SYSLOG, SYSLOG, port, port));
    Inbox pump = new Inbox();
    Inbox valve = new Inbox();
    try (StartedServer server = StartedServer.from(config);
        SinkServer pumpSink = SinkServer.start(anyPort(), pump);
        SinkServer valveSink = SinkServer.start(anyPort(), valve)) {
      subscribe(server, pumpSink, "/sl:Message[sl:app='pump' and sl:severity='err']");
      subscribe(server, valveSink, "/sl:Message[sl:app='valve']");

      udp(port, "<11>1 2026-05-04T08:15:00Z school pump 7 ID1 - pressure lost");
      udp(port, "<14>1 2026-05-04T08:15:01Z school pump 7 ID2 - all is well");
      pump.awaitEvents(1);
      tcp(port, "<11>1 2026-05-04T08:15:02Z school pump 7 ID3 - pressure lost again");
      pump.awaitEvents(2);
      tcp(port, "<14>1 2026-05-04T08:15:03Z school valve 8 ID4 - opened");
      valve.awaitEvents(1);

      assertThat(pump.events())
          .extracting(event -> text(event.body().orElseThrow(), "text"))
          .containsExactly("pressure lost", "pressure lost again");
      assertThat(valve.events())
          .extracting(event -> text(event.body().orElseThrow(), "text"))
          .containsExactly("opened");
    }
  }

  private static void subscribe(StartedServer server, SinkServer sink, String expression)
      throws Exception {
    WsmanClient client = server.client();
    client.subscribe(
        client.resource(SYSLOG, SelectorSet.NONE),
        SubscribeOptions.to(Mode.PUSH, at(sink.uri()))
            .filter(
                new FilterSpec(
                    StartedServer.XPATH,
                    expression,
                    Map.of("sl", "urn:wellspring:syslog"),
                    Optional.empty()))
            .build());
  }

  private static String text(XmlElement message, String local) {
    return message.childText("urn:wellspring:syslog", local).orElseThrow();
  }

  private static void udp(int port, String line) throws Exception {
    byte[] octets = line.getBytes(StandardCharsets.UTF_8);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(
          new DatagramPacket(octets, octets.length, InetAddress.getLoopbackAddress(), port));
    }
  }

  /** With octet counting, RFC 6587 §3.4.1. */
  private static void tcp(int port, String line) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              (line.getBytes(StandardCharsets.UTF_8).length + " " + line)
                  .getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void theSimulatorsPeopleDrink() throws Exception {
    Path config =
        configuration(
            """
            sources:
              - type: fountains
                resource: %s
                min-rate: 20
            """
                .formatted(FOUNTAINS));
    Inbox inbox = new Inbox();
    try (StartedServer server = StartedServer.from(config);
        SinkServer sink = SinkServer.start(anyPort(), inbox)) {
      server.subscribe(SubscribeOptions.to(Mode.BATCHED, at(sink.uri())));

      inbox.awaitEvents(10);
      assertThat(inbox.events())
          .allSatisfy(
              event -> {
                assertThat(event.action()).isEqualTo(StartedServer.USAGE);
                assertThat(event.body().orElseThrow().attribute("Volume")).isPresent();
              });
    }
  }
}
