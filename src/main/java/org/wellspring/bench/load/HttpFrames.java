package org.wellspring.bench.load;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Cuts octets into HTTP/1.1 messages by their Content-Length, which all peers of the bench send.
 * Cheap, so that the bench measures the server and not itself.
 */
final class HttpFrames {
  private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);

  private byte[] octets = new byte[8192];
  private int begin;
  private int end;
  private int body;
  private int next;

  /** Takes what has come. */
  void add(ByteBuf more) {
    int count = more.readableBytes();
    byte[] room = reserve(count);
    more.readBytes(room, end, count);
    end += count;
  }

  /** Room for more octets, to be written at {@link #end} and announced by {@link #grown}. */
  byte[] reserve(int count) {
    int left = end - begin;
    if (end + count > octets.length) {
      byte[] room =
          left + count > octets.length
              ? new byte[Math.max(left + count, 2 * octets.length)]
              : octets;
      System.arraycopy(octets, begin, room, 0, left);
      octets = room;
      begin = 0;
      end = left;
    }
    return octets;
  }

  int end() {
    return end;
  }

  void grown(int count) {
    end += count;
  }

  /** Whether a whole message is there; {@link #head}, {@link #body} and {@link #next} say where. */
  boolean hasNext() {
    int blank = blankLine();
    if (blank < 0) {
      return false;
    }
    body = blank + 4;
    next = body + length(blank);
    return next <= end;
  }

  private int blankLine() {
    for (int i = begin; i <= end - 4; i++) {
      if (octets[i] == '\r'
          && octets[i + 1] == '\n'
          && octets[i + 2] == '\r'
          && octets[i + 3] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private int length(int blank) {
    for (int i = begin; i + LENGTH.length <= blank; i++) {
      if (octets[i] == '\r' && isLength(i)) {
        return number(i + LENGTH.length);
      }
    }
    String head = new String(octets, begin, blank - begin, StandardCharsets.ISO_8859_1);
    if (head.toLowerCase(Locale.ROOT).contains("\r\ntransfer-encoding:")) {
      throw new IllegalStateException("a message without Content-Length: " + head);
    }
    return 0;
  }

  private boolean isLength(int at) {
    for (int i = 0; i < LENGTH.length; i++) {
      int c = octets[at + i];
      if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != LENGTH[i]) {
        return false;
      }
    }
    return true;
  }

  private int number(int from) {
    int value = 0;
    for (int i = from; octets[i] != '\r'; i++) {
      if (octets[i] != ' ') {
        value = value * 10 + (octets[i] - '0');
      }
    }
    return value;
  }

  byte[] octets() {
    return octets;
  }

  int head() {
    return begin;
  }

  int body() {
    return body;
  }

  int next() {
    return next;
  }

  byte[] copy() {
    return Arrays.copyOfRange(octets, begin, next);
  }

  /** Done with this message. */
  void pass() {
    begin = next;
    if (begin == end) {
      begin = 0;
      end = 0;
    }
  }
}
