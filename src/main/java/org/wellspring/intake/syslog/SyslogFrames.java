package org.wellspring.intake.syslog;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts a TCP stream into syslog messages, RFC 6587. Each frame may use either way: one that begins
 * with a digit 1-9, digits, and a space is octet-counted (§3.4.1); any other ends with a line feed
 * or NUL (§3.4.2). Empty lines are passed over.
 *
 * <p>Of a message longer than the limit the beginning is kept and the rest is read and dropped, as
 * RFC 5424 §6.1 has it; no more than the limit is ever collected. Emits {@code byte[]}. One per
 * connection, on its event loop.
 */
final class SyslogFrames extends ByteToMessageDecoder {
  private static final Logger log = LoggerFactory.getLogger(SyslogFrames.class);

  /** Digits of a count; a longer run of digits is not a count. */
  private static final int MAX_COUNT_DIGITS = 9;

  private final int maxMessage;
  private long skipOctets;
  private boolean skipLine;
  private int scanned;

  SyslogFrames(int maxMessage) {
    this.maxMessage = maxMessage;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (skipOctets > 0) {
      int skipped = (int) Math.min(skipOctets, in.readableBytes());
      in.skipBytes(skipped);
      skipOctets -= skipped;
    } else if (skipLine) {
      skipToLineEnd(in);
    } else if (isSeparator(in.getByte(in.readerIndex()))) {
      in.skipBytes(1);
    } else {
      frame(context, in, out);
    }
  }

  private void frame(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    int digits = countDigits(in);
    if (!maybeCounted(in, digits)) {
      lineFrame(context, in, out);
    } else if (digits < in.readableBytes()) {
      countedFrame(context, in, digits, out);
    }
  }

  /** Whether a count stands here, or may once more octets have come. */
  private static boolean maybeCounted(ByteBuf in, int digits) {
    return digits > 0
        && digits <= MAX_COUNT_DIGITS
        && (digits == in.readableBytes() || in.getByte(in.readerIndex() + digits) == ' ');
  }

  /** How many digits the frame begins with, if the first is not zero. */
  private static int countDigits(ByteBuf in) {
    int digits = 0;
    while (digits <= MAX_COUNT_DIGITS && digits < in.readableBytes()) {
      byte octet = in.getByte(in.readerIndex() + digits);
      boolean digit = octet >= (digits == 0 ? '1' : '0') && octet <= '9';
      if (!digit) {
        break;
      }
      digits++;
    }
    return digits;
  }

  private void countedFrame(
      ChannelHandlerContext context, ByteBuf in, int digits, List<Object> out) {
    int length = 0;
    for (int i = 0; i < digits; i++) {
      length = 10 * length + (in.getByte(in.readerIndex() + i) - '0');
    }
    int kept = Math.min(length, maxMessage);
    if (in.readableBytes() - digits - 1 < kept) {
      return;
    }
    in.skipBytes(digits + 1);
    out.add(ByteBufUtil.getBytes(in.readSlice(kept)));
    skipOctets = (long) length - kept;
    if (skipOctets > 0) {
      reportTruncated(context);
    }
  }

  private void lineFrame(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    int end = lineEnd(in, scanned);
    if (end >= 0 && end <= maxMessage) {
      out.add(ByteBufUtil.getBytes(in.readSlice(end)));
      in.skipBytes(1);
      scanned = 0;
    } else if (in.readableBytes() > maxMessage) {
      out.add(ByteBufUtil.getBytes(in.readSlice(maxMessage)));
      skipLine = true;
      scanned = 0;
      reportTruncated(context);
    } else {
      scanned = in.readableBytes();
    }
  }

  private void skipToLineEnd(ByteBuf in) {
    int end = lineEnd(in, 0);
    skipLine = end < 0;
    in.skipBytes(end < 0 ? in.readableBytes() : end + 1);
  }

  /** Octets before the next line end, looking from an offset; -1 when there is none yet. */
  private static int lineEnd(ByteBuf in, int offset) {
    int index =
        in.forEachByte(
            in.readerIndex() + offset,
            in.readableBytes() - offset,
            octet -> octet != '\n' && octet != 0);
    return index < 0 ? -1 : index - in.readerIndex();
  }

  private static boolean isSeparator(byte octet) {
    return octet == '\n' || octet == '\r' || octet == 0;
  }

  private void reportTruncated(ChannelHandlerContext context) {
    log.debug("syslog.truncated peer={} limit={}", context.channel().remoteAddress(), maxMessage);
  }

  /** The peer closed: a line without its end is a message, a counted frame cut short is not. */
  @Override
  protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    boolean line = in.isReadable() && !maybeCounted(in, countDigits(in));
    if (line && !skipLine && skipOctets == 0 && !isSeparator(in.getByte(in.readerIndex()))) {
      out.add(ByteBufUtil.getBytes(in.readSlice(Math.min(in.readableBytes(), maxMessage))));
    }
  }
}
