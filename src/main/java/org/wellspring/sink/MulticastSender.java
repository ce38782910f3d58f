package org.wellspring.sink;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.delivery.OutboundMessage;
import org.wellspring.delivery.Sender;
import org.wellspring.delivery.SinkAnswer;
import org.wellspring.lane.Lane;
import org.wellspring.model.Bytes;
import org.wellspring.time.TimerKey;
import org.wellspring.time.Timers;

/**
 * Sends messages to {@code soap.udp://GROUP:PORT/PATH}, one datagram each, and repeats them: nobody
 * acknowledges, and receivers drop repeats by their MessageID. SOAP-over-UDP 1.1.
 *
 * <p>Status 202 means that the first datagram was handed to the network. At most {@link
 * MulticastConfig#maxPendingRepeats} repeats are planned at once; beyond it they are left out. The
 * network's own queue is bounded by Netty's high water mark: behind it the answer is Unreachable.
 * Answers complete on the event loop {@code ws-trap-*}.
 */
public final class MulticastSender implements Sender, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MulticastSender.class);
  private static final ChannelOption<NetworkInterface> INTERFACE =
      NioChannelOption.of(StandardSocketOptions.IP_MULTICAST_IF);
  private static final SinkAnswer SENT =
      new SinkAnswer.Answered(202, "", Bytes.EMPTY, Optional.empty());
  private static final long CLOSE_SECONDS = 2;
  private static final int LANE_BOUND = 65_536;
  private static final int KNOWN_GROUPS = 4_096;

  private final MulticastConfig config;
  private final Timers timers;
  private final RandomGenerator random;
  private final EventLoopGroup group;
  private final Channel channel;
  private final EventLoopLane lane;

  /** Taking an address apart costs more than sending to it. */
  private final ConcurrentMap<String, InetSocketAddress> groups = new ConcurrentHashMap<>();

  private final AtomicInteger pendingRepeats = new AtomicInteger();

  /**
   * @param out interface that datagrams leave by
   * @param random used on the event loop alone
   * @throws IOException if no socket can be had
   */
  public MulticastSender(
      MulticastConfig config, NetworkInterface out, Timers timers, RandomGenerator random)
      throws IOException {
    this.config = config;
    this.timers = timers;
    this.random = random;
    this.group =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("ws-trap", true), NioIoHandler.newFactory());
    ChannelFuture bound = bind(out).awaitUninterruptibly();
    this.channel = bound.channel();
    this.lane = new EventLoopLane(channel.eventLoop(), LANE_BOUND);
    // Netty passes over options that the system refuses.
    if (!bound.isSuccess() || !out.equals(channel.config().getOption(INTERFACE))) {
      close();
      throw new IOException("no multicast on interface " + out.getName(), bound.cause());
    }
  }

  private ChannelFuture bind(NetworkInterface out) {
    return new Bootstrap()
        .group(group)
        .channelFactory(() -> new NioDatagramChannel(SocketProtocolFamily.INET))
        .option(INTERFACE, out)
        .option(NioChannelOption.of(StandardSocketOptions.IP_MULTICAST_TTL), config.ttl())
        .option(NioChannelOption.of(StandardSocketOptions.IP_MULTICAST_LOOP), true)
        .handler(new ChannelInboundHandlerAdapter())
        .bind(new InetSocketAddress("0.0.0.0", 0));
  }

  @Override
  public CompletableFuture<SinkAnswer> send(OutboundMessage message) {
    InetSocketAddress to;
    try {
      to = address(message.address());
    } catch (UnusableAddress e) {
      return notSent(String.valueOf(e.getMessage()));
    }
    if (message.length() > config.maxDatagram()) {
      return notSent(
          message.length()
              + " octets, limit "
              + config.maxDatagram()
              + ", setting trap.max-datagram");
    }
    CompletableFuture<SinkAnswer> answer = new CompletableFuture<>();
    if (!channel.isWritable()) {
      answer.complete(new SinkAnswer.Unreachable("socket is closed, or its queue is full"));
      return answer;
    }
    transmit(message, to).addListener(sent -> answer.complete(firstSent(message, to, sent)));
    return answer;
  }

  private InetSocketAddress address(String uri) throws UnusableAddress {
    InetSocketAddress known = groups.get(uri);
    if (known == null) {
      known = GroupAddress.parse(uri);
      if (groups.size() >= KNOWN_GROUPS) {
        groups.clear(); // those in use come back with their next message
      }
      groups.put(uri, known);
    }
    return known;
  }

  /** The event loop, as the place for whoever sends: see {@link #laneOf}. */
  public Lane lane() {
    return lane;
  }

  /** Tasks that wait on the lane. */
  public int laneDepth() {
    return lane.depth();
  }

  @Override
  public Optional<Lane> laneOf(String address) {
    return Optional.of(lane);
  }

  private static CompletableFuture<SinkAnswer> notSent(String why) {
    return CompletableFuture.completedFuture(new SinkAnswer.NotSent(why));
  }

  private ChannelFuture transmit(OutboundMessage message, InetSocketAddress to) {
    ByteBuf datagram = channel.alloc().directBuffer((int) message.length());
    message.body().forEach(part -> datagram.writeBytes(part.unsafeArray()));
    return channel.writeAndFlush(new DatagramPacket(datagram, to));
  }

  private SinkAnswer firstSent(OutboundMessage message, InetSocketAddress to, Future<?> sent) {
    if (!sent.isSuccess()) {
      return new SinkAnswer.Unreachable("datagram not sent: " + sent.cause().getMessage());
    }
    planRepeats(message, to);
    return SENT;
  }

  private void planRepeats(OutboundMessage message, InetSocketAddress to) {
    Object owner = new Object(); // the same message may be sent twice
    List<Duration> plan = RepeatPlan.draw(random, config.repeat());
    for (int i = 0; i < plan.size(); i++) {
      if (pendingRepeats.incrementAndGet() > config.maxPendingRepeats()) {
        pendingRepeats.decrementAndGet();
        log.debug("trap.repeat_left_out pending={}", config.maxPendingRepeats());
        return;
      }
      timers.arm(new TimerKey(owner, "repeat-" + i), plan.get(i), () -> repeat(message, to));
    }
  }

  private void repeat(OutboundMessage message, InetSocketAddress to) {
    pendingRepeats.decrementAndGet();
    if (!channel.isWritable()) {
      return; // closed meanwhile, or so much to send that a repeat would do harm
    }
    transmit(message, to)
        .addListener(
            sent -> {
              if (!sent.isSuccess()) {
                log.debug("trap.repeat_failed why={}", String.valueOf(sent.cause()));
              }
            });
  }

  /** Retransmissions that are planned now. */
  public int pendingRepeats() {
    return pendingRepeats.get();
  }

  /** Repeats that are still planned are dropped when they are due. Waits for at most 2 s. */
  @Override
  public void close() {
    Closing.of(channel);
    shutDown();
  }

  private void shutDown() {
    if (!group
        .shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS)) {
      log.warn("trap.close_slow seconds={}", CLOSE_SECONDS);
    }
  }
}
