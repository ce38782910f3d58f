package org.wellspring.sink;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseDecoder;

/** Netty's decoder, which also tells whether anything at all has come. */
final class AnswerDecoder extends HttpResponseDecoder {
  private boolean sawOctets;

  AnswerDecoder() {
    // Line and header limits are Netty's (4 and 8 KiB). A sink may end lines with LF: RFC 9112
    // §2.2. Nothing is passed on from its headers, so their values are not checked.
    super(new HttpDecoderConfig().setStrictLineParsing(false).setValidateHeaders(false));
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object data) throws Exception {
    if (data instanceof ByteBuf octets && octets.isReadable()) {
      sawOctets = true;
    }
    super.channelRead(ctx, data);
  }

  void forgetOctets() {
    sawOctets = false;
  }

  /** Whether octets came since they were last forgotten. */
  boolean sawOctets() {
    return sawOctets;
  }

  /** Octets behind the last complete answer. */
  boolean hasSurplus() {
    return actualReadableBytes() > 0;
  }
}
