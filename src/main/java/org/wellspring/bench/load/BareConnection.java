package org.wellspring.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One connection of {@link BarePosts}, owned by its event loop. */
final class BareConnection extends ChannelInboundHandlerAdapter {
  private static final int PATH = "POST /s/".length();

  private final ByteBuf request;
  private final int[] numbers;
  private final HttpFrames answers = new HttpFrames();
  private @Nullable ChannelHandlerContext context;
  private boolean busy;
  private boolean running;
  private int owed;
  private volatile long next;

  BareConnection(byte[] template, int subscription) {
    byte[] own = template.clone();
    byte[] digits = String.format("%04d", subscription).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, own, PATH, digits.length);
    this.numbers = marks(own);
    this.request = Unpooled.directBuffer(own.length).writeBytes(own);
  }

  private static int[] marks(byte[] request) {
    int[] places = new int[Marks.each(request, 0, request.length, (stream, number) -> {})];
    int at = 0;
    for (int i = 0; i < places.length; i++) {
      int mark = Marks.next(request, at, request.length);
      places[i] = Marks.numberAt(mark);
      at = mark + 1;
    }
    return places;
  }

  /** Before it is connected. */
  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  private ChannelHandlerContext channel() {
    return Objects.requireNonNull(context, "not connected");
  }

  void run() {
    channel()
        .executor()
        .execute(
            () -> {
              running = true;
              sendNext();
            });
  }

  void stop() {
    channel().executor().submit(() -> running = false).awaitUninterruptibly();
  }

  void postOnce() {
    channel()
        .executor()
        .execute(
            () -> {
              owed++;
              sendNext();
            });
  }

  private void sendNext() {
    if (busy || (!running && owed == 0)) {
      return;
    }
    owed = Math.max(0, owed - 1);
    busy = true;
    long first = next;
    for (int i = 0; i < numbers.length; i++) {
      write(numbers[i], first + i);
    }
    next = first + numbers.length;
    var unused = channel().writeAndFlush(request.retainedDuplicate(), channel().voidPromise());
  }

  private void write(int at, long number) {
    long rest = number;
    for (int i = at + Marks.digits() - 1; i >= at; i--) {
      request.setByte(i, (int) ('0' + rest % 10));
      rest /= 10;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object data) {
    ByteBuf octets = (ByteBuf) data;
    try {
      answers.add(octets);
    } finally {
      octets.release();
    }
    while (answers.hasNext()) {
      answers.pass();
      busy = false;
      sendNext();
    }
  }

  long posted() {
    return next;
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    request.release();
  }
}
