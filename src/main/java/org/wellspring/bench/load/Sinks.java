package org.wellspring.bench.load;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * HTTP sinks on loopback ports, on Netty. The path of a subscription is {@code /s/NNNN}: its index.
 * Each event found goes to {@link Arrivals}; where a message asks for it, the answer is the
 * acknowledgement of DSP0226 §10.2.9.4, else 202.
 */
public final class Sinks implements AutoCloseable {
  /** How a sink treats its callers. */
  public enum Manner {
    PROMPT,
    /** Ten messages a second. */
    SLOW,
    /** Reads and never answers. */
    HUNG
  }

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          Runtime.getRuntime().availableProcessors(), NioIoHandler.newFactory());
  private volatile byte[] sample = {};
  private volatile Arrivals arrivals;

  public Sinks(Arrivals arrivals) {
    this.arrivals = arrivals;
  }

  /** Opens one more sink and tells its port. */
  public int open(Manner manner) {
    Channel listener =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new SinkConnection(Sinks.this, manner));
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** Opens prompt sinks. */
  public List<Integer> open(int count) {
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ports.add(open(Manner.PROMPT));
    }
    return ports;
  }

  public static String address(int port, int subscription) {
    return "http://127.0.0.1:" + port + "/s/" + String.format("%04d", subscription);
  }

  /** From now on the events go there. */
  public void tell(Arrivals next) {
    arrivals = next;
  }

  void saw(int subscription, int stream, long number) {
    arrivals.saw(subscription, stream, number);
  }

  synchronized void keepSample(byte[] request) {
    if (request.length > sample.length) {
      sample = request;
    }
  }

  int sampleLength() {
    return sample.length;
  }

  /** The longest request so far, head and body. */
  public byte[] sample() {
    return sample.clone();
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
  }
}
