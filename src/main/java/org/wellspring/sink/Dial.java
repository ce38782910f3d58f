package org.wellspring.sink;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.delivery.SinkAnswer;

/**
 * One attempt to open a connection: resolve, ask the policy, connect to the addresses in turn,
 * shake hands. Owned by one event loop; reports once, or never after {@link #abandon()}.
 */
final class Dial {
  private static final Logger log = LoggerFactory.getLogger(Dial.class);

  /** Told on the event loop. */
  interface Outcome {
    void connected(Channel channel);

    void failed(SinkAnswer answer);
  }

  private final Dialer dialer;
  private final EventLoop loop;
  private final Origin origin;
  private final Outcome outcome;
  private final Deque<InetSocketAddress> untried = new ArrayDeque<>();
  private @Nullable ScheduledFuture<?> timer;
  private @Nullable Channel channel;
  private boolean settled;

  Dial(Dialer dialer, EventLoop loop, Origin origin, Outcome outcome) {
    this.dialer = dialer;
    this.loop = loop;
    this.origin = origin;
    this.outcome = outcome;
  }

  void start() {
    long nanos = dialer.connectTimeout().toNanos();
    timer = loop.schedule(this::tooLate, nanos, TimeUnit.NANOSECONDS);
    var unused =
        dialer
            .resolver()
            .resolve(origin.host())
            .whenComplete((found, failure) -> onLoop(() -> resolved(found, failure)));
  }

  /** Always later, so that a failure at once does not come back into the caller. */
  private void onLoop(Runnable step) {
    try {
      loop.execute(step);
    } catch (RejectedExecutionException e) { // the sender was closed, and answered for us
      log.debug("sink.dial_dropped origin={}", origin);
    }
  }

  private void resolved(@Nullable List<InetAddress> found, @Nullable Throwable failure) {
    if (settled) {
      return;
    }
    if (found == null) {
      fail(failure == null ? "host name cannot be resolved" : String.valueOf(failure.getMessage()));
      return;
    }
    Optional<String> refusal = Optional.empty();
    for (InetAddress address : found) {
      InetSocketAddress candidate = new InetSocketAddress(address, origin.port());
      Optional<String> no = dialer.refusal(candidate);
      if (no.isEmpty()) {
        untried.add(candidate);
      } else {
        refusal = no;
      }
    }
    if (untried.isEmpty()) {
      settle();
      outcome.failed(new SinkAnswer.NotSent(refusal.orElse("host name has no address")));
    } else {
      connectNext();
    }
  }

  private void connectNext() {
    InetSocketAddress address = untried.remove();
    Guard guard = new Guard();
    ChannelFuture connecting =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .resolver(NoopAddressResolverGroup.INSTANCE)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0) // our timer does it
            .option(ChannelOption.AUTO_CLOSE, false) // see HttpConnection.written
            .handler(guard)
            .connect(address);
    channel = connecting.channel();
    connecting.addListener(done -> tcpDone(connecting.channel(), done));
  }

  private void tcpDone(Channel opened, Future<?> done) {
    if (settled) {
      Closing.of(opened);
    } else if (!done.isSuccess()) {
      Closing.of(opened);
      failOrNext("no connection: " + done.cause().getMessage());
    } else if (origin.secure()) {
      SslHandler tls = dialer.tls(opened, origin);
      opened.pipeline().addFirst(tls);
      tls.handshakeFuture().addListener(shaken -> tlsDone(opened, shaken));
    } else {
      succeed(opened);
    }
  }

  private void tlsDone(Channel opened, Future<?> shaken) {
    if (settled) {
      Closing.of(opened);
    } else if (shaken.isSuccess()) {
      succeed(opened);
    } else {
      Closing.of(opened);
      fail("TLS: " + Dialer.deepest(shaken.cause()));
    }
  }

  private void failOrNext(String why) {
    if (untried.isEmpty()) {
      fail(why);
    } else {
      connectNext();
    }
  }

  private void succeed(Channel opened) {
    if (!opened.isActive()) { // its end was announced before anybody listened
      fail("connection closed by the sink at once");
      return;
    }
    settle();
    opened.pipeline().remove(Guard.class);
    outcome.connected(opened);
  }

  private void tooLate() {
    if (!settled) {
      abandon();
      outcome.failed(unreachable("no connection within " + dialer.connectTimeoutSetting()));
    }
  }

  private void fail(String why) {
    settle();
    outcome.failed(unreachable(why));
  }

  private SinkAnswer unreachable(String why) {
    return new SinkAnswer.Unreachable(origin + ": " + why);
  }

  /** Gives up and closes what was opened; the outcome is not told. */
  void abandon() {
    settle();
    if (channel != null) {
      Closing.of(channel);
    }
  }

  private void settle() {
    settled = true;
    if (timer != null) {
      timer.cancel(false);
    }
  }

  /**
   * Last in the pipeline until the connection is in use: what goes wrong is told by the futures.
   */
  private static final class Guard extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      Closing.of(ctx.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object early) {
      ReferenceCountUtil.release(early);
    }
  }
}
