package org.wellspring.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The limit of delivery: Netty with nothing in front. As many event loops as the server's sender
 * has, one request in flight on each connection; the requests are a copy of one that the server
 * sent, with the next numbers written into it.
 */
public final class BarePosts implements AutoCloseable {
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          Math.min(4, Runtime.getRuntime().availableProcessors()), NioIoHandler.newFactory());
  private final List<BareConnection> connections = new ArrayList<>();

  /**
   * @param request head and body as the server sent it
   * @param ports the sinks; connections go round them
   */
  public BarePosts(byte[] request, List<Integer> ports, int count) {
    for (int i = 0; i < count; i++) {
      BareConnection connection = new BareConnection(request, i);
      new Bootstrap()
          .group(group)
          .channel(NioSocketChannel.class)
          .handler(connection)
          .connect("127.0.0.1", ports.get(i % ports.size()))
          .syncUninterruptibly();
      connections.add(connection);
    }
  }

  /** Posts as fast as it goes, from where it stopped, until {@link #stop}. */
  public void run() {
    connections.forEach(BareConnection::run);
  }

  /** When this returns nothing more is sent; what is in flight still arrives. */
  public void stop() {
    connections.forEach(BareConnection::stop);
  }

  /** Posts one message on each connection, behind those that are under way. */
  public void postOnce() {
    connections.forEach(BareConnection::postOnce);
  }

  /** Events posted on all connections together. */
  public long posted() {
    return connections.stream().mapToLong(BareConnection::posted).sum();
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
  }
}
