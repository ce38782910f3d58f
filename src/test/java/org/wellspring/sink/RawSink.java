package org.wellspring.sink;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A sink on plain sockets, on 127.0.0.1, one thread per connection, as ill-behaved as its script.
 */
final class RawSink implements AutoCloseable {
  static final String ACCEPTED = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";

  /** What happens on one connection; it is closed when this returns. */
  @FunctionalInterface
  interface Script {
    void play(Peer peer) throws IOException;
  }

  record Request(String line, Map<String, String> headers, String body) {}

  private final ServerSocket server;
  private final Script script;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  RawSink(Script script) {
    this(plain(), script);
  }

  RawSink(ServerSocket server, Script script) {
    this.server = server;
    this.script = script;
    daemon(this::acceptAll);
  }

  private static ServerSocket plain() {
    try {
      return new ServerSocket(0, 512, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers each request with the same text, for as long as the client likes. */
  static RawSink answering(String answer) {
    return new RawSink(
        peer -> {
          while (peer.read()) {
            peer.write(answer);
          }
        });
  }

  int port() {
    return server.getLocalPort();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/sink";
  }

  int connections() {
    return connections.get();
  }

  List<Request> requests() {
    return requests;
  }

  List<String> bodies() {
    return requests.stream().map(Request::body).toList();
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        Peer peer = new Peer(socket, connections.incrementAndGet());
        daemon(() -> play(peer));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void play(Peer peer) {
    try (Socket socket = peer.socket) {
      script.play(peer);
    } catch (IOException e) {
      // the client went away, which some tests want
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "raw-sink");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /** One connection, seen from the sink. */
  final class Peer {
    private final Socket socket;
    private final int number;
    private final InputStream in;

    Peer(Socket socket, int number) throws IOException {
      this.socket = socket;
      this.number = number;
      this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** From 1, in the order they were accepted. */
    int number() {
      return number;
    }

    Socket socket() {
      return socket;
    }

    /** Reads and keeps one request; false at the end of the stream. */
    boolean read() throws IOException {
      List<String> head = head();
      if (head.isEmpty()) {
        return false;
      }
      Map<String, String> headers = new TreeMap<>();
      for (String line : head.subList(1, head.size())) {
        int colon = line.indexOf(':');
        headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 2));
      }
      int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
      String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
      requests.add(new Request(head.get(0), headers, body));
      return true;
    }

    List<String> head() throws IOException {
      List<String> lines = new ArrayList<>();
      for (String line = line(); !line.isEmpty(); line = line()) {
        lines.add(line);
      }
      return lines;
    }

    private String line() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
        line.write(octet);
      }
      return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    void write(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
    }

    /** Waits until the client closes. */
    void untilClosed() throws IOException {
      while (in.read() >= 0) {
        // passed over
      }
    }

    /** Closes with RST. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }
}
