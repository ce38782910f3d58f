package org.wellspring.intake.syslog;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.intake.EventPublisher;
import org.wellspring.intake.EventSource;
import org.wellspring.metrics.Meters;
import org.wellspring.model.Event;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SelectorSet;
import org.wellspring.time.TimeSource;
import org.wellspring.xml.XmlElement;

/**
 * Listens for syslog over UDP (one message a datagram) and TCP (both framings of RFC 6587), and
 * publishes each message as an event with action {@code <resource>/Message}.
 *
 * <p>Bounds: messages are cut at {@code maxMessage} octets; at most {@value #MAX_CONNECTIONS} TCP
 * connections, further ones are closed at once; while {@value #MAX_IN_FLIGHT} events are on their
 * way into the log, TCP connections are not read (the senders wait) and datagrams are dropped and
 * counted. All runs on one event loop thread, {@code ws-syslog}.
 */
public final class SyslogSource implements EventSource {
  private static final Logger log = LoggerFactory.getLogger(SyslogSource.class);
  static final int MAX_IN_FLIGHT = 2_048;
  private static final int MAX_CONNECTIONS = 1_024;
  private static final int LARGEST_DATAGRAM = 65_535;
  private static final int RECEIVE_BUFFER = 1_048_576;

  private final ResourceUri resource;
  private final Optional<InetSocketAddress> udp;
  private final Optional<InetSocketAddress> tcp;
  private final int maxMessage;
  private final TimeSource time;
  private final SyslogParser parser = new SyslogParser(ZoneId.systemDefault());
  private final PublishGate gate;
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private @Nullable MultiThreadIoEventLoopGroup loop;
  private volatile Optional<InetSocketAddress> boundUdp = Optional.empty();
  private volatile Optional<InetSocketAddress> boundTcp = Optional.empty();

  /**
   * @param udp where to take datagrams; port 0 lets the system choose
   * @param tcp where to take connections
   * @param maxMessage octets of one message, at least 480 (RFC 5424 §6.1)
   */
  public SyslogSource(
      ResourceUri resource,
      Optional<InetSocketAddress> udp,
      Optional<InetSocketAddress> tcp,
      int maxMessage,
      EventPublisher publisher,
      Meters meters,
      TimeSource time) {
    if (maxMessage < 480) {
      throw new IllegalArgumentException(
          "syslog messages of up to 480 octets must be taken (RFC 5424 6.1), but the limit is "
              + maxMessage);
    }
    this.resource = resource;
    this.udp = udp;
    this.tcp = tcp;
    this.maxMessage = maxMessage;
    this.time = time;
    this.gate = new PublishGate(publisher, meters, MAX_IN_FLIGHT, this::readOn);
  }

  @Override
  public void start() throws IOException {
    MultiThreadIoEventLoopGroup started =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("ws-syslog", true), NioIoHandler.newFactory());
    loop = started;
    try {
      if (udp.isPresent()) {
        boundUdp = Optional.of(bound("udp", udp.get(), listenUdp(started, udp.get())));
      }
      if (tcp.isPresent()) {
        boundTcp = Optional.of(bound("tcp", tcp.get(), listenTcp(started, tcp.get())));
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** Where datagrams are taken, once started. */
  public Optional<InetSocketAddress> udpAddress() {
    return boundUdp;
  }

  /** Where connections are taken, once started. */
  public Optional<InetSocketAddress> tcpAddress() {
    return boundTcp;
  }

  private ChannelFuture listenUdp(MultiThreadIoEventLoopGroup group, InetSocketAddress address) {
    return new Bootstrap()
        .group(group)
        .channel(NioDatagramChannel.class)
        .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER)
        .option(
            ChannelOption.RECVBUF_ALLOCATOR,
            new FixedRecvByteBufAllocator(Math.min(maxMessage, LARGEST_DATAGRAM)))
        .handler(new Datagrams())
        .bind(address);
  }

  private ChannelFuture listenTcp(MultiThreadIoEventLoopGroup group, InetSocketAddress address) {
    return new ServerBootstrap()
        .group(group)
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                admit(channel);
              }
            })
        .bind(address);
  }

  private static InetSocketAddress bound(
      String transport, InetSocketAddress wanted, ChannelFuture binding) throws IOException {
    binding.awaitUninterruptibly();
    if (!binding.isSuccess()) {
      throw new IOException(
          "cannot listen for syslog at the "
              + transport
              + " address "
              + wanted
              + ": "
              + binding.cause().getMessage()
              + ". Ports under 1024 need privileges; another port can be set there",
          binding.cause());
    }
    InetSocketAddress address = (InetSocketAddress) binding.channel().localAddress();
    log.info("syslog.listening transport={} address={}", transport, address);
    return address;
  }

  private void admit(Channel channel) {
    if (connections.size() >= MAX_CONNECTIONS) {
      log.warn("syslog.connection-refused limit={}", MAX_CONNECTIONS);
      ChannelFuture unused = channel.close();
      return;
    }
    connections.add(channel);
    channel.pipeline().addLast(new SyslogFrames(maxMessage), new Messages());
  }

  private void publish(byte[] message) {
    Instant now = time.wallClock();
    XmlElement body = parser.parse(message, now);
    Instant when =
        body.childText(SyslogParser.NAMESPACE, "timestamp")
            .map(text -> OffsetDateTime.parse(text).toInstant())
            .orElse(now);
    gate.publish(
        Event.of(
            resource,
            SelectorSet.NONE,
            UUID.randomUUID().toString(),
            resource + "/Message",
            when,
            body));
  }

  /** From any thread: there is room again. */
  private void readOn() {
    connections.forEach(connection -> connection.config().setAutoRead(true));
  }

  @Override
  public void close() {
    MultiThreadIoEventLoopGroup running = loop;
    loop = null;
    if (running != null) {
      Future<?> stopped = running.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      stopped.awaitUninterruptibly(2, TimeUnit.SECONDS);
      log.info("syslog.stopped");
    }
  }

  private final class Datagrams extends SimpleChannelInboundHandler<DatagramPacket> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
      if (gate.isFull()) {
        gate.drop();
      } else if (packet.content().isReadable()) {
        publish(ByteBufUtil.getBytes(packet.content()));
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      log.warn("syslog.datagram-failed why={}", cause.toString());
    }
  }

  private final class Messages extends SimpleChannelInboundHandler<byte[]> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, byte[] message) {
      if (message.length > 0) {
        publish(message);
      }
      if (gate.isFull()) {
        context.channel().config().setAutoRead(false);
        if (gate.isDrained()) { // it drained between the two: nobody else would wake this one
          context.channel().config().setAutoRead(true);
        }
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      log.debug("syslog.connection-lost why={}", cause.toString());
      ChannelFuture unused = context.close();
    }
  }
}
