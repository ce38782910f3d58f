package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wellspring.server.StartedServer.upTo;
import static org.wellspring.server.StartedServer.xpath;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wellspring.client.Generation;
import org.wellspring.client.SubscribeOptions;
import org.wellspring.client.SubscriptionHandle;
import org.wellspring.client.TrapListener;

/** Trap mode: events by UDP multicast, over the loopback interface. */
final class TrapIT {
  private static final Pattern MESSAGE_ID = Pattern.compile("<wsa:MessageID>([^<]+)<");

  private static SubscriptionHandle subscribe(StartedServer server, String expression)
      throws Exception {
    return server.subscribe(
        Generation.OCTOBER_2004, SubscribeOptions.trap().filter(xpath(expression)));
  }

  @Test
  void everyEventReachesTheGroupOnceAndInOrder() throws Exception {
    Inbox inbox = new Inbox();
    try (StartedServer server = StartedServer.with()) {
      SubscriptionHandle trap = subscribe(server, "/fcs:Usage[@Volume < 1000]");
      try (TrapListener listener =
          TrapListener.join(URI.create(trap.multicastAddress().orElseThrow()), inbox)) {
        assertThat(listener).isNotNull();
        server.publish(1000, 1005);
        server.publish(1, 50);

        inbox.awaitVolumes(upTo(50));
      }
    }
  }

  /** One group for one resource and filter, kept until the last lease is over. */
  @Test
  void subscribersWithTheSameFilterShareAGroup() throws Exception {
    Inbox inbox = new Inbox();
    try (StartedServer server = StartedServer.with()) {
      SubscriptionHandle first = subscribe(server, "/fcs:Usage[@Volume > 3]");
      SubscriptionHandle second = subscribe(server, "/fcs:Usage[@Volume > 3]");
      SubscriptionHandle other = subscribe(server, "/fcs:Usage[@Volume > 4]");

      assertThat(second.multicastAddress()).isEqualTo(first.multicastAddress());
      assertThat(other.multicastAddress()).isNotEqualTo(first.multicastAddress());

      try (TrapListener listener =
          TrapListener.join(URI.create(first.multicastAddress().orElseThrow()), inbox)) {
        assertThat(listener).isNotNull();
        server.client(Generation.OCTOBER_2004).unsubscribe(first.manager());
        server.publish(1, 6);
        inbox.awaitVolumes(java.util.List.of(4, 5, 6));
      }
    }
  }

  /** SOAP-over-UDP: repeats have the MessageID of the first. */
  @Test
  @Timeout(30)
  void repeatsCarryTheSameMessageId() throws Exception {
    try (StartedServer server =
            StartedServer.with(
                "trap.repeat=2", "trap.repeat-min-delay=5ms", "trap.repeat-max-delay=10ms");
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
      URI group = URI.create(subscribe(server, "/fcs:Usage").multicastAddress().orElseThrow());
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(new InetSocketAddress(group.getPort()));
      assertThat(
              channel.join(
                  InetAddress.getByName(group.getHost()),
                  NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress())))
          .isNotNull();

      server.publish(1, 2);
      Map<String, Integer> copies = new LinkedHashMap<>();
      for (int i = 0; i < 6; i++) {
        copies.merge(messageId(channel), 1, Integer::sum);
      }

      assertThat(copies.values()).containsExactly(3, 3);
    }
  }

  private static String messageId(DatagramChannel channel) throws Exception {
    ByteBuffer datagram = ByteBuffer.allocate(65_535);
    assertThat(channel.receive(datagram)).isNotNull();
    Matcher id = MESSAGE_ID.matcher(StandardCharsets.UTF_8.decode(datagram.flip()).toString());
    assertThat(id.find()).isTrue();
    return id.group(1);
  }
}
