package org.wellspring.sink;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.delivery.OutboundMessage;
import org.wellspring.delivery.Sender;
import org.wellspring.delivery.SinkAnswer;
import org.wellspring.lane.Lane;

/**
 * Posts messages to {@code http} and {@code https} sinks, HTTP/1.1 over kept connections. RFC 9112.
 *
 * <p>Each origin (scheme, host, port) belongs to one event loop, which owns its connections and its
 * queue. A message's timeout runs from {@link #send}: past it the answer is {@link
 * SinkAnswer.TimedOut} if the message was being sent, {@link SinkAnswer.Unreachable} if it still
 * waited for a connection. Redirects are answers like any other. A kept connection that turns out
 * to be closed before any octet of an answer is replaced by a new one, once.
 *
 * <p>Answers complete on the event loop {@code ws-send-*}: whoever continues there must not block.
 */
public final class HttpSender implements Sender, AutoCloseable {
  static final String CLOSED = "sender is closed";

  private static final Logger log = LoggerFactory.getLogger(HttpSender.class);
  private static final long CLOSE_SECONDS = 5;
  private static final int KNOWN_TARGETS = 4096;
  private static final int LANE_BOUND = 65_536;

  private final EventLoopGroup group;
  private final Dialer dialer;
  private final List<SendLoop> loops = new ArrayList<>();
  private final List<EventLoopLane> lanes = new ArrayList<>();
  private final Gauges gauges = new Gauges();

  /** Addresses taken apart: doing it anew for each message costs more than writing its head. */
  private final ConcurrentMap<String, HttpTarget> targets = new ConcurrentHashMap<>();

  /** Trusts the certificate authorities of the JDK. */
  public HttpSender(HttpSenderConfig config, AddressPolicy policy) {
    this(config, policy, null, InetAddress::getAllByName);
  }

  /**
   * @param trust certificates that an {@code https} sink's own may be signed by
   * @throws IllegalArgumentException if the trust store cannot be used
   */
  public HttpSender(HttpSenderConfig config, AddressPolicy policy, KeyStore trust) {
    this(config, policy, trust, InetAddress::getAllByName);
  }

  HttpSender(
      HttpSenderConfig config,
      AddressPolicy policy,
      @Nullable KeyStore trust,
      HostResolver.Lookup lookup) {
    int threads = config.threads();
    dialer = new Dialer(config.connectTimeout(), policy, lookup, trust);
    group =
        new MultiThreadIoEventLoopGroup(
            threads, new DefaultThreadFactory("ws-send", true), NioIoHandler.newFactory());
    for (int i = 0; i < threads; i++) {
      int share =
          config.maxConnections() / threads + (i < config.maxConnections() % threads ? 1 : 0);
      EventLoop loop = group.next(); // hands them out in turn
      loops.add(new SendLoop(loop, config, dialer, gauges, share));
      lanes.add(new EventLoopLane(loop, LANE_BOUND));
    }
  }

  @Override
  public CompletableFuture<SinkAnswer> send(OutboundMessage message) {
    HttpTarget target;
    try {
      target = target(message.address());
      HttpRequest.checkHeaders(message);
    } catch (UnusableAddress e) {
      return CompletableFuture.completedFuture(
          new SinkAnswer.NotSent(String.valueOf(e.getMessage())));
    }
    HttpExchange exchange = new HttpExchange(target, message);
    SendLoop loop = loops.get(loopOf(target));
    if (loop.eventLoop().inEventLoop()) {
      loop.submit(exchange);
      return exchange.answer();
    }
    try {
      loop.eventLoop().execute(() -> loop.submit(exchange));
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(new SinkAnswer.Unreachable(CLOSED));
    }
    return exchange.answer();
  }

  private int loopOf(HttpTarget target) {
    return Math.floorMod(target.origin().spread(), loops.size());
  }

  /** The event loops, as places for whoever sends: see {@link #laneOf}. */
  public List<Lane> lanes() {
    return List.copyOf(lanes);
  }

  /** Tasks that wait on a lane. */
  public int laneDepth(int number) {
    return lanes.get(number).depth();
  }

  @Override
  public Optional<Lane> laneOf(String address) {
    return Optional.of(lanes.get(Math.floorMod(Origin.spreadOf(address), lanes.size())));
  }

  private HttpTarget target(String address) throws UnusableAddress {
    HttpTarget known = targets.get(address);
    if (known != null) {
      return known;
    }
    HttpTarget parsed = HttpTarget.parse(address);
    if (targets.size() >= KNOWN_TARGETS) {
      targets.clear(); // those in use come back with their next message
    }
    targets.put(address, parsed);
    return parsed;
  }

  /** Connections that are open or being opened. */
  public int connections() {
    return gauges.connections();
  }

  /** Messages that wait for a connection. */
  public int waiting() {
    return gauges.waiting();
  }

  /**
   * Answers for everything under way, then ends. Waits for at most 5 s; call off the event loops.
   */
  @Override
  public void close() {
    if (group.isShuttingDown()) {
      return;
    }
    List<Future<?>> answering = new ArrayList<>();
    loops.forEach(loop -> answering.add(loop.eventLoop().submit(loop::shutDown)));
    answering.forEach(done -> done.awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS));
    dialer.close();
    if (!group
        .shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS)) {
      log.warn("sink.close_slow seconds={}", CLOSE_SECONDS);
    }
  }
}
