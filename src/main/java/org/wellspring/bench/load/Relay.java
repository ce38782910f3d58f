package org.wellspring.bench.load;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** An HTTP server that answers 202 to everything and passes the news on: the echo of latency. */
public final class Relay implements AutoCloseable {
  private static final ByteBuf ACCEPTED =
      Unpooled.unreleasableBuffer(
          Unpooled.copiedBuffer(
              "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n", StandardCharsets.US_ASCII));

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Channel listener;

  /**
   * @param onRequest called for each request, before it is answered
   */
  public Relay(Runnable onRequest) {
    listener =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new Connection(onRequest));
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
  }

  public URI base() {
    return URI.create(
        "http://127.0.0.1:" + ((InetSocketAddress) listener.localAddress()).getPort());
  }

  private static final class Connection extends ChannelInboundHandlerAdapter {
    private final Runnable onRequest;
    private final HttpFrames frames = new HttpFrames();

    Connection(Runnable onRequest) {
      this.onRequest = onRequest;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object data) {
      ByteBuf octets = (ByteBuf) data;
      try {
        frames.add(octets);
      } finally {
        octets.release();
      }
      while (frames.hasNext()) {
        frames.pass();
        onRequest.run();
        var unused = ctx.writeAndFlush(ACCEPTED.duplicate(), ctx.voidPromise());
      }
    }
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
  }
}
