package org.wellspring.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** One connection to a sink. */
final class SinkConnection extends ChannelInboundHandlerAdapter {
  private static final ByteBuf ACCEPTED =
      Unpooled.unreleasableBuffer(
          Unpooled.copiedBuffer(
              "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n", StandardCharsets.US_ASCII));
  private static final byte[] ACK_REQUESTED = "AckRequested".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] MESSAGE_ID = "<wsa:MessageID>".getBytes(StandardCharsets.US_ASCII);
  private static final int PATH = "POST /s/".length();
  private static final long SLOW_MILLIS = 100;

  private final Sinks sinks;
  private final Sinks.Manner manner;
  private final HttpFrames frames = new HttpFrames();

  SinkConnection(Sinks sinks, Sinks.Manner manner) {
    this.sinks = sinks;
    this.manner = manner;
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
      take(ctx);
      frames.pass();
    }
  }

  private void take(ChannelHandlerContext ctx) {
    if (manner == Sinks.Manner.HUNG) {
      return;
    }
    int subscription = subscription();
    Marks.each(
        frames.octets(),
        frames.body(),
        frames.next(),
        (stream, number) -> sinks.saw(subscription, stream, number));
    if (frames.next() - frames.head() > sinks.sampleLength()) {
      sinks.keepSample(frames.copy());
    }
    ByteBuf answer = answer();
    if (manner == Sinks.Manner.SLOW) {
      var unused =
          ctx.executor().schedule(() -> send(ctx, answer), SLOW_MILLIS, TimeUnit.MILLISECONDS);
    } else {
      var unused = ctx.write(answer, ctx.voidPromise());
    }
  }

  private static void send(ChannelHandlerContext ctx, ByteBuf answer) {
    var unused = ctx.writeAndFlush(answer, ctx.voidPromise());
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ctx.flush();
  }

  private int subscription() {
    byte[] octets = frames.octets();
    int value = 0;
    for (int i = frames.head() + PATH; octets[i] >= '0' && octets[i] <= '9'; i++) {
      value = value * 10 + (octets[i] - '0');
    }
    return value;
  }

  private ByteBuf answer() {
    int firstMark = Marks.next(frames.octets(), frames.body(), frames.next());
    int headEnd = firstMark < 0 ? frames.next() : firstMark;
    if (find(ACK_REQUESTED, frames.body(), headEnd) < 0) {
      return ACCEPTED.duplicate();
    }
    int id = find(MESSAGE_ID, frames.body(), headEnd) + MESSAGE_ID.length;
    int idEnd = id;
    while (frames.octets()[idEnd] != '<') {
      idEnd++;
    }
    String relatesTo = new String(frames.octets(), id, idEnd - id, StandardCharsets.US_ASCII);
    return Unpooled.copiedBuffer(ack(relatesTo), StandardCharsets.US_ASCII);
  }

  private static String ack(String relatesTo) {
    String body =
        "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\""
            + " xmlns:wsa=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\"><s:Header>"
            + "<wsa:Action>http://schemas.dmtf.org/wbem/wsman/1/wsman/Ack</wsa:Action>"
            + "<wsa:RelatesTo>"
            + relatesTo
            + "</wsa:RelatesTo></s:Header><s:Body/></s:Envelope>";
    return "HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml;charset=UTF-8\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private int find(byte[] what, int from, int end) {
    byte[] octets = frames.octets();
    for (int i = from; i <= end - what.length; i++) {
      int n = 0;
      while (n < what.length && octets[i + n] == what[n]) {
        n++;
      }
      if (n == what.length) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    var unused = ctx.close();
  }
}
