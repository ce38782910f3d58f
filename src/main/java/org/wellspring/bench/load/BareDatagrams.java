package org.wellspring.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The limit of Trap: Netty sending copies of the server's datagrams, with the next numbers written
 * into them, one to each group in turn, and never more ahead of the receiver than a window.
 */
public final class BareDatagrams implements AutoCloseable {
  private final byte[][] samples;
  private final InetSocketAddress[] groups;
  private final int window;
  private final LongSupplier received;
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Channel channel;
  private volatile boolean running;
  private volatile long sent;

  /**
   * @param window datagrams that are sent and not yet received
   */
  public BareDatagrams(byte[][] samples, int port, int window, LongSupplier received)
      throws IOException {
    this.samples = samples;
    this.window = window;
    this.received = received;
    this.groups = new InetSocketAddress[samples.length];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = TrapReceiver.address(i, port);
    }
    this.channel =
        new Bootstrap()
            .group(group)
            .channelFactory(() -> new NioDatagramChannel(SocketProtocolFamily.INET))
            .option(
                NioChannelOption.of(StandardSocketOptions.IP_MULTICAST_IF), TrapReceiver.loopback())
            .handler(new ChannelInboundHandlerAdapter())
            .bind(new InetSocketAddress("0.0.0.0", 0))
            .syncUninterruptibly()
            .channel();
  }

  /** Sends as fast as the window lets it, until {@link #stop}. */
  public void run() {
    running = true;
    channel.eventLoop().execute(this::fill);
  }

  private void fill() {
    if (!running) {
      return;
    }
    long written = sent;
    long end = received.getAsLong() + window;
    while (written < end) {
      int to = (int) (written % samples.length);
      ByteBuf datagram = numbered(samples[to], written / samples.length);
      var unused = channel.write(new DatagramPacket(datagram, groups[to]), channel.voidPromise());
      written++;
    }
    channel.flush();
    sent = written;
    channel.eventLoop().execute(this::fill);
  }

  private ByteBuf numbered(byte[] sample, long number) {
    ByteBuf copy = channel.alloc().directBuffer(sample.length).writeBytes(sample);
    int at = Marks.numberAt(Marks.next(sample, 0, sample.length));
    long rest = number;
    for (int i = at + Marks.digits() - 1; i >= at; i--) {
      copy.setByte(i, (int) ('0' + rest % 10));
      rest /= 10;
    }
    return copy;
  }

  /** When this returns nothing more is sent. */
  public void stop() {
    running = false;
    channel.eventLoop().submit(() -> {}).awaitUninterruptibly();
  }

  public long sent() {
    return sent;
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
  }
}
