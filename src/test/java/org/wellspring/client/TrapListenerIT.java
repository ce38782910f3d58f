package org.wellspring.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class TrapListenerIT {
  private final BlockingQueue<ReceivedEvent> received = new LinkedBlockingQueue<>();

  @Test
  void repeatsStrangersAndGarbageArePassedOver() throws Exception {
    URI group = URI.create("soap.udp://239.255.42.9:" + freePort() + "/fountains");
    try (TrapListener listener = TrapListener.join(group, received::add)) {
      assertThat(listener).isNotNull();
      send(group, event(group.toString(), "uuid:1"));
      send(group, event(group.toString(), "uuid:1"));
      send(group, event("soap.udp://239.255.42.9:1/other", "uuid:2"));
      send(group, "garbage");
      send(group, event(group.toString(), "uuid:3"));

      ReceivedEvent first = received.poll(5, TimeUnit.SECONDS);
      ReceivedEvent second = received.poll(5, TimeUnit.SECONDS);

      assertThat(first.messageId()).isEqualTo("uuid:1");
      assertThat(first.mode()).isEqualTo(Mode.TRAP);
      assertThat(second.messageId()).isEqualTo("uuid:3");
    }
  }

  @Test
  void onlyMulticastGroupsCanBeJoined() {
    assertThatThrownBy(
            () -> TrapListener.join(URI.create("soap.udp://127.0.0.1:99/x"), received::add))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("soap.udp://239.255.42.7:9931/fountains");
  }

  private static String event(String to, String id) {
    return ScriptedSoapServer.envelope(
        "<wsa:To>"
            + to
            + "</wsa:To><wsa:Action>urn:a</wsa:Action><wsa:MessageID>"
            + id
            + "</wsa:MessageID>",
        "<fcs:Usage/>");
  }

  private static int freePort() throws IOException {
    try (DatagramChannel probe = DatagramChannel.open(StandardProtocolFamily.INET)) {
      probe.bind(new InetSocketAddress(0));
      return ((InetSocketAddress) probe.getLocalAddress()).getPort();
    }
  }

  private static void send(URI group, String text) throws IOException {
    NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
    try (DatagramChannel sender = DatagramChannel.open(StandardProtocolFamily.INET)) {
      sender.setOption(StandardSocketOptions.IP_MULTICAST_IF, loopback);
      sender.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
      sender.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 0);
      sender.send(
          ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)),
          new InetSocketAddress(group.getHost(), group.getPort()));
    }
  }
}
