package org.wellspring.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlProblem;
import org.wellspring.xml.XmlReader;

/**
 * A WBEM listener with the habits of pywbem's: HTTP/1.0, one request per connection, a backlog of
 * five, header checks, line breaks in CIMErrorDetails. One thread, so it also sees whether two
 * indications come at once.
 */
public final class OldListener implements AutoCloseable {
  /** What it does with a request. */
  public enum Habit {
    ACCEPT,
    /** CIM error 1: the queue is full. */
    QUEUE_FULL,
    /** Closes without a word. */
    HANG_UP,
    /** Status 400 with details that are no header. */
    BAD_REQUEST,
    /** CIM error 4. */
    INVALID,
    /** Status 503. */
    UNAVAILABLE
  }

  /** An indication that came. */
  public record Indication(
      Map<String, String> headers, String className, Map<String, String> properties) {
    public String property(String name) {
      return properties.getOrDefault(name, "");
    }
  }

  private final ServerSocket server;
  private final BlockingQueue<Indication> accepted = new LinkedBlockingQueue<>();
  private final List<Indication> all = new ArrayList<>();
  private final Deque<Habit> next = new ArrayDeque<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final Thread thread;
  private volatile boolean closed;

  public OldListener(Habit... first) throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    next.addAll(List.of(first));
    thread = new Thread(this::serve, "old-listener");
    thread.start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** What it will do next; when this is used up it accepts. */
  public void behave(Habit... habits) {
    synchronized (next) {
      next.addAll(List.of(habits));
    }
  }

  /** The next indication that it accepted. */
  public Optional<Indication> take(int seconds) throws InterruptedException {
    return Optional.ofNullable(accepted.poll(seconds, TimeUnit.SECONDS));
  }

  /** All that came, those that it refused included. */
  public List<Indication> all() {
    synchronized (all) {
      return List.copyOf(all);
    }
  }

  public int connections() {
    return connections.get();
  }

  private void serve() {
    while (!closed) {
      try (Socket socket = server.accept()) {
        socket.setSoTimeout(5_000);
        connections.incrementAndGet();
        answer(socket);
      } catch (IOException e) {
        if (!closed && !server.isClosed()) {
          continue; // a peer that went away
        }
      }
    }
  }

  private void answer(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    String request = in.readLine();
    if (request == null) {
      return;
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    char[] body = new char[Integer.parseInt(headers.getOrDefault("content-length", "0"))];
    int read = 0;
    while (read < body.length) {
      int n = in.read(body, read, body.length - read);
      if (n < 0) {
        return;
      }
      read += n;
    }
    Habit habit;
    synchronized (next) {
      habit = next.isEmpty() ? Habit.ACCEPT : next.remove();
    }
    String octets = new String(body);
    Indication indication =
        read(
            headers,
            new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    synchronized (all) {
      all.add(indication);
    }
    String answer = habit == Habit.HANG_UP ? "" : reply(habit, headers);
    if (answer.startsWith("HTTP/1.0 200") && habit == Habit.ACCEPT) {
      accepted.add(indication);
    }
    socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  private static String reply(Habit habit, Map<String, String> headers) {
    if (!headers.getOrDefault("content-type", "").equals("application/xml; charset=\"utf-8\"")
        || headers.containsKey("accept-charset")
        || headers.containsKey("accept-encoding")) {
      return "HTTP/1.0 406 Not Acceptable\r\nCIMExport: MethodResponse\r\nCIMError: header-mismatch\r\n\r\n";
    }
    return switch (habit) {
      case ACCEPT -> ok("");
      case QUEUE_FULL ->
          ok("<ERROR CODE=\"1\" DESCRIPTION=\"Indication queue is full (size 10)\"/>");
      case INVALID -> ok("<ERROR CODE=\"4\" DESCRIPTION=\"no such class\"/>");
      case UNAVAILABLE -> "HTTP/1.0 503 Service Unavailable\r\n\r\n";
      default ->
          "HTTP/1.0 400 Bad Request\r\n"
              + "Server: BaseHTTP/0.6 Python/3.11.2 \r\n"
              + "CIMExport: MethodResponse\r\n"
              + "CIMError: request-not-well-formed\r\n"
              + "CIMErrorDetails: XML parsing error: <unknown>:1:0: unclosed token\n"
              + "Line 1 column 0 of XML string (as binary UTF-8 string):\n'<CIM'\n^\n\n"
              + "CIM-XML response: None\r\n\r\n";
    };
  }

  private static String ok(String error) {
    String body =
        "<?xml version=\"1.0\" encoding=\"utf-8\" ?>\n"
            + "<CIM CIMVERSION=\"2.0\" DTDVERSION=\"2.4\"><MESSAGE ID=\"1001\" PROTOCOLVERSION=\"1.4\">"
            + "<SIMPLEEXPRSP><EXPMETHODRESPONSE NAME=\"ExportIndication\">"
            + error
            + "</EXPMETHODRESPONSE></SIMPLEEXPRSP></MESSAGE></CIM>";
    return "HTTP/1.0 200 OK\r\nServer: pywbem-listener/1.10.0\r\nContent-Type: text/xml\r\nContent-Length: "
        + body.length()
        + "\r\nCIMExport: MethodResponse\r\n\r\n"
        + body;
  }

  private static Indication read(Map<String, String> headers, String body) {
    try {
      XmlElement instance =
          new XmlReader(XmlLimits.DEFAULTS)
              .read(body)
              .child("", "MESSAGE")
              .flatMap(m -> m.child("", "SIMPLEEXPREQ"))
              .flatMap(r -> r.child("", "EXPMETHODCALL"))
              .flatMap(c -> c.child("", "EXPPARAMVALUE"))
              .flatMap(p -> p.child("", "INSTANCE"))
              .orElseThrow();
      Map<String, String> properties = new LinkedHashMap<>();
      instance
          .elements()
          .forEach(
              property ->
                  properties.put(
                      property.attribute("NAME").orElseThrow(),
                      property.attribute("TYPE").orElseThrow() + " " + property.text()));
      return new Indication(headers, instance.attribute("CLASSNAME").orElse(""), properties);
    } catch (XmlProblem e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    server.close();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
