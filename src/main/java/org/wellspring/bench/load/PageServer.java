package org.wellspring.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The limit of pull: for each request the next piece of a file, read and written to the socket as
 * it is; after the last one the first again.
 */
public final class PageServer implements AutoCloseable {
  private static final int REQUEST = 64 * 1024;
  private static final byte[] END = "</s:Envelope>".getBytes(StandardCharsets.US_ASCII);

  private final Path file;
  private final List<Integer> lengths;
  private final ServerSocketChannel listener;
  private final List<SocketChannel> open = new ArrayList<>();

  /**
   * @param lengths of the pieces, whole HTTP answers
   */
  public PageServer(Path file, List<Integer> lengths) throws IOException {
    this.file = file;
    this.lengths = List.copyOf(lengths);
    this.listener =
        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    start(this::accept);
  }

  public URI base() throws IOException {
    return URI.create(
        "http://127.0.0.1:" + ((InetSocketAddress) listener.getLocalAddress()).getPort());
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "bench-pages");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel channel = listener.accept();
        channel.socket().setTcpNoDelay(true);
        synchronized (open) {
          open.add(channel);
        }
        start(() -> serve(channel));
      }
    } catch (IOException closed) {
      // the way to end
    }
  }

  private void serve(SocketChannel channel) {
    ByteBuffer piece =
        ByteBuffer.allocateDirect(lengths.stream().mapToInt(Integer::intValue).max().orElse(0));
    ByteBuffer request = ByteBuffer.allocate(REQUEST);
    try (FileChannel in = FileChannel.open(file)) {
      int page = 0;
      long position = 0;
      while (awaitRequest(channel, request)) {
        piece.clear().limit(lengths.get(page));
        while (piece.hasRemaining() && in.read(piece, position + piece.position()) >= 0) {
          // read on
        }
        piece.flip();
        while (piece.hasRemaining()) {
          channel.write(piece);
        }
        position += lengths.get(page);
        page++;
        if (page == lengths.size()) {
          page = 0;
          position = 0;
        }
      }
    } catch (IOException closed) {
      // the way to end
    }
  }

  /** A request is at its end when a reading brings its last octets. */
  private static boolean awaitRequest(SocketChannel channel, ByteBuffer request)
      throws IOException {
    request.clear();
    int count = channel.read(request);
    while (count > 0 && !endsEnvelope(request)) {
      count = channel.read(request);
    }
    return count > 0;
  }

  private static boolean endsEnvelope(ByteBuffer request) {
    int end = request.position();
    int from = end - END.length;
    return from >= 0 && Arrays.equals(request.array(), from, end, END, 0, END.length);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    synchronized (open) {
      for (SocketChannel channel : open) {
        channel.close();
      }
    }
  }
}
