package org.wellspring.sink;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpObject;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.wellspring.delivery.SinkAnswer;

/**
 * One open connection, which carries one message at a time. Owned by its origin's event loop.
 *
 * <p>It goes back to the pool only when the answer was complete, nothing followed it, the request
 * was written to its end and neither side wants to close: what one message left behind never
 * becomes another one's answer.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter implements HttpExchange.Holder {
  private static final String CLOSED = "connection closed by the sink before an answer";

  private final OriginPool pool;
  private final Channel channel;
  private final AnswerDecoder decoder;
  private final int maxAnswer;
  private @Nullable HttpExchange exchange;
  private AnswerReader reader;
  private boolean reused;
  private boolean written;
  private long idleSinceNanos;
  private String trouble = CLOSED;

  HttpConnection(OriginPool pool, Channel channel, AnswerDecoder decoder, int maxAnswer) {
    this.pool = pool;
    this.channel = channel;
    this.decoder = decoder;
    this.maxAnswer = maxAnswer;
    this.reader = new AnswerReader(maxAnswer);
  }

  /** Not closed; it may be on its way to it. */
  boolean isOpen() {
    return channel.isActive();
  }

  /** Not used from now on. */
  void idleFrom(long nanos) {
    idleSinceNanos = nanos;
  }

  long idleSinceNanos() {
    return idleSinceNanos;
  }

  void close() {
    Closing.of(channel);
  }

  void start(HttpExchange next) {
    exchange = next;
    next.heldBy(this);
    reader = new AnswerReader(maxAnswer);
    written = false;
    decoder.forgetOctets();
    channel
        .writeAndFlush(HttpRequest.encode(channel.alloc(), next.target(), next.message()))
        .addListener(done -> written(next, done));
  }

  /**
   * A sink may answer by the head alone (401, 413) and close: sending fails then, while the answer
   * waits to be read. RFC 9112 §9.5. Reading it brings the end of the connection too.
   */
  private void written(HttpExchange what, Future<?> done) {
    if (exchange != what) {
      return;
    }
    if (done.isSuccess()) {
      written = true;
    } else {
      trouble = "connection broke while sending: " + done.cause().getMessage();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object part) {
    try {
      if (exchange == null) {
        close(); // nothing was asked
      } else if (reader.accept((HttpObject) part) == AnswerReader.Progress.BROKEN) {
        abort(reader.trouble());
      }
    } finally {
      ReferenceCountUtil.release(part);
    }
  }

  /** Not before: what stands behind the answer in the same read must be seen first. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (exchange == null && decoder.sawOctets()) {
      close(); // the beginning of something that nobody asked for
    } else if (exchange != null && reader.progress() == AnswerReader.Progress.COMPLETE) {
      answered(exchange);
    }
  }

  private void answered(HttpExchange done) {
    SinkAnswer answer = reader.answer();
    exchange = null;
    reused = true;
    decoder.forgetOctets();
    if (reader.reusable() && written && !decoder.hasSurplus() && channel.isActive()) {
      pool.release(this);
    } else {
      close();
    }
    done.finish(answer);
  }

  private void abort(String why) {
    HttpExchange broken = exchange;
    exchange = null;
    close();
    if (broken != null) {
      broken.unreachable(why);
    }
  }

  @Override
  public SinkAnswer tooLate(HttpExchange late) {
    return new SinkAnswer.TimedOut(late.message().timeout());
  }

  @Override
  public void letGo(HttpExchange late) {
    exchange = null;
    close();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    trouble = "connection broke: " + cause.getMessage();
    close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    HttpExchange open = exchange;
    exchange = null;
    if (open == null) {
      pool.closed(this);
    } else if (mayTryAgain(open)) {
      pool.closedUnder(this, open);
    } else if (trouble.equals(CLOSED) && written && !decoder.sawOctets()) {
      pool.closed(this);
      open.unanswered(trouble);
    } else {
      pool.closed(this);
      open.unreachable(trouble);
    }
  }

  /**
   * A sink may close a kept connection at any moment, and then the message was not read. RFC 9112
   * §9.3.1. Where it was read all the same, the sink sees it twice: at least once is what we
   * promise.
   */
  private boolean mayTryAgain(HttpExchange open) {
    return reused && !decoder.sawOctets() && !open.isRetry();
  }
}
