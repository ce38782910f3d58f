package org.wellspring.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Receives the datagrams of several groups on loopback. The index of a subscription is the last
 * number of its group's address, less one.
 */
public final class TrapReceiver implements AutoCloseable {
  private static final String PREFIX = "239.255.77.";
  private static final byte[] TO = ("soap.udp://" + PREFIX).getBytes(StandardCharsets.US_ASCII);
  private static final int BUFFER = 4 << 20;
  private static final int LARGEST = 65_535;

  private final int groups;
  private final DatagramChannel channel;
  private final AtomicReferenceArray<byte[]> samples;
  private volatile Arrivals arrivals;

  public TrapReceiver(int groups, Arrivals arrivals) throws IOException {
    this.groups = groups;
    this.arrivals = arrivals;
    this.samples = new AtomicReferenceArray<>(groups);
    this.channel =
        DatagramChannel.open(StandardProtocolFamily.INET)
            .setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
    channel.bind(new InetSocketAddress("0.0.0.0", 0));
    for (int i = 0; i < groups; i++) {
      channel.join(InetAddress.getByName(PREFIX + (i + 1)), loopback());
    }
    Thread thread = new Thread(this::receive, "bench-trap");
    thread.setDaemon(true);
    thread.start();
  }

  static NetworkInterface loopback() throws IOException {
    NetworkInterface found = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
    if (found == null) {
      throw new IOException("there is no loopback interface");
    }
    return found;
  }

  /** The UDP port that was free. */
  public int port() {
    return channel.socket().getLocalPort();
  }

  /** As the setting {@code trap.groups} has it. */
  public String range() {
    return PREFIX + "1-" + PREFIX + groups;
  }

  static InetSocketAddress address(int group, int port) {
    return new InetSocketAddress(PREFIX + (group + 1), port);
  }

  /** From now on the events go there. */
  public void tell(Arrivals next) {
    arrivals = next;
  }

  /** The first datagram that came to each group. */
  public byte[][] samples() {
    byte[][] all = new byte[groups][];
    for (int i = 0; i < groups; i++) {
      byte[] sample = samples.get(i);
      if (sample == null) {
        throw new IllegalStateException("nothing came to group " + PREFIX + (i + 1));
      }
      all[i] = sample.clone();
    }
    return all;
  }

  private void receive() {
    ByteBuffer datagram = ByteBuffer.allocate(LARGEST);
    try {
      while (true) {
        datagram.clear();
        channel.receive(datagram);
        take(datagram.array(), datagram.position());
      }
    } catch (IOException closed) {
      // the way to end
    }
  }

  private void take(byte[] octets, int end) {
    int group = group(octets, end);
    if (group < 0 || group >= groups) {
      return; // anybody may send to a group
    }
    if (samples.get(group) == null) {
      samples.set(group, Arrays.copyOf(octets, end));
    }
    Marks.each(octets, 0, end, (stream, number) -> arrivals.saw(group, stream, number));
  }

  private static int group(byte[] octets, int end) {
    for (int i = 0; i < end - TO.length; i++) {
      if (octets[i] == 's' && Arrays.equals(octets, i, i + TO.length, TO, 0, TO.length)) {
        return number(octets, i + TO.length) - 1;
      }
    }
    return -1;
  }

  private static int number(byte[] octets, int from) {
    int value = 0;
    for (int i = from; octets[i] >= '0' && octets[i] <= '9'; i++) {
      value = value * 10 + (octets[i] - '0');
    }
    return value;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
