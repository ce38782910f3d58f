package org.wellspring.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.wellspring.xml.XmlProblem;

/**
 * Listens to a multicast group for the events of Trap mode. A source sends each datagram several
 * times over; repeats are dropped by MessageID, of which the last 4,096 are remembered. Datagrams
 * for other addresses and ones that are not SOAP are passed over. SOAP-over-UDP.
 *
 * <p>The consumer runs on the listener's own thread.
 */
public final class TrapListener implements AutoCloseable {
  private static final int LARGEST_DATAGRAM = 65_535;
  private static final int REMEMBERED = 4096;
  private static final int RECEIVE_BUFFER = 1 << 20;

  private final String address;
  private final DatagramChannel channel;
  private final Consumer<ReceivedEvent> consumer;
  private final Map<String, Boolean> seen =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  private TrapListener(String address, DatagramChannel channel, Consumer<ReceivedEvent> consumer) {
    this.address = address;
    this.channel = channel;
    this.consumer = consumer;
  }

  /**
   * Joins the group on every interface that lets itself be joined, loopback among them.
   *
   * @param group {@code soap.udp://239.x.y.z:port/path}
   * @throws IOException if the port cannot be had or no interface joins
   * @throws IllegalArgumentException if the URI does not name a group and a port
   */
  public static TrapListener join(URI group, Consumer<ReceivedEvent> consumer) throws IOException {
    InetAddress host = multicastHost(group);
    DatagramChannel channel =
        DatagramChannel.open(StandardProtocolFamily.INET)
            .setOption(StandardSocketOptions.SO_REUSEADDR, true)
            .setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
    try {
      channel.bind(new InetSocketAddress(group.getPort()));
      joinEverywhere(channel, host);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    TrapListener listener = new TrapListener(group.toString(), channel, consumer);
    Thread thread = new Thread(listener::receive, "ws-trap");
    thread.setDaemon(true);
    thread.start();
    return listener;
  }

  private static InetAddress multicastHost(URI group) throws IOException {
    boolean complete =
        "soap.udp".equals(group.getScheme()) && group.getHost() != null && group.getPort() > 0;
    if (complete) {
      InetAddress host = InetAddress.getByName(group.getHost());
      if (host.isMulticastAddress()) {
        return host;
      }
    }
    throw new IllegalArgumentException(
        "not a multicast group: " + group + "; like soap.udp://239.255.42.7:9931/fountains");
  }

  private static void joinEverywhere(DatagramChannel channel, InetAddress host) throws IOException {
    int joined = 0;
    IOException refused = new IOException("there is no network interface");
    for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
      try {
        channel.join(host, card);
        joined++;
      } catch (IOException | IllegalArgumentException e) {
        refused = new IOException(card.getName() + ": " + e.getMessage(), e);
      }
    }
    if (joined == 0) {
      throw new IOException(
          "cannot join " + host.getHostAddress() + " on any interface: " + refused.getMessage(),
          refused);
    }
  }

  private void receive() {
    ByteBuffer datagram = ByteBuffer.allocate(LARGEST_DATAGRAM);
    try {
      while (true) {
        datagram.clear();
        channel.receive(datagram);
        datagram.flip();
        byte[] octets = new byte[datagram.remaining()];
        datagram.get(octets);
        take(octets);
      }
    } catch (ClosedChannelException closed) {
      // the way to end
    } catch (IOException e) {
      close();
    }
  }

  private void take(byte[] octets) {
    try {
      Notification message = Notification.read(SinkServer.decode(octets, ""));
      boolean forUs = message.to().isEmpty() || message.to().equals(address);
      if (forUs && seen.put(message.messageId(), true) == null) {
        message.events(Mode.TRAP).forEach(consumer);
      }
    } catch (XmlProblem notForUs) {
      // anybody may send to a group
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // nothing is owed to a socket that fails to close
    }
  }
}
