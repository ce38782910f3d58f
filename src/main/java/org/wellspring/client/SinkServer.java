package org.wellspring.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlOutput;
import org.wellspring.xml.XmlProblem;

/**
 * An event sink: an HTTP server that takes notifications of every pushing mode, answers the ones
 * that want an Ack, and hands over what they say.
 *
 * <p>The consumer runs on one of eight threads, before the message is answered: what it throws
 * becomes HTTP 500, and the source will send the message again. Messages of one subscription in an
 * acknowledged mode come one after the other; nothing else is ordered.
 */
public final class SinkServer implements AutoCloseable {
  private static final int THREADS = 8;
  private static final int LARGEST_MESSAGE = 4 * 1024 * 1024;
  private static final int BACKLOG = 128;
  private static final long LAST_ANSWERS_MILLIS = 2_000;
  private static final String PATH = "/sink";
  private static final String NO_DELAY = "sun.net.httpserver.nodelay";

  private final HttpServer http;
  private final ExecutorService workers;
  private final Consumer<ReceivedEvent> consumer;

  /** One party for each message in hand, and one for the open sink. */
  private final Phaser inHand = new Phaser(1);

  private volatile boolean closing;

  private SinkServer(HttpServer http, ExecutorService workers, Consumer<ReceivedEvent> consumer) {
    this.http = http;
    this.workers = workers;
    this.consumer = consumer;
  }

  /**
   * Opens a sink; it says {@code /sink}, and takes what is sent to any path.
   *
   * @param address port 0 takes any free one
   * @throws IOException if the address cannot be listened on
   */
  public static SinkServer start(InetSocketAddress address, Consumer<ReceivedEvent> consumer)
      throws IOException {
    answerWithoutDelay();
    HttpServer http = HttpServer.create(address, BACKLOG);
    AtomicInteger number = new AtomicInteger();
    ExecutorService workers =
        Executors.newFixedThreadPool(
            THREADS, task -> daemon(task, "ws-sink-" + number.incrementAndGet()));
    SinkServer sink = new SinkServer(http, workers, consumer);
    http.setExecutor(workers);
    http.createContext("/", sink::handle);
    http.start();
    return sink;
  }

  /**
   * The JDK's server writes head and body of an answer in two segments, and before JDK 20 the
   * second waits for the peer's delayed acknowledgement, 40 ms, unless this property is set when
   * the first server of the process is made.
   */
  private static void answerWithoutDelay() {
    if (System.getProperty(NO_DELAY) == null) {
      System.setProperty(NO_DELAY, "true");
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Where events are to be sent. */
  public URI uri() {
    InetSocketAddress address = http.getAddress();
    String host =
        address.getAddress().isAnyLocalAddress()
            ? "127.0.0.1"
            : address.getAddress().getHostAddress();
    String bracketed = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return URI.create("http://" + bracketed + ":" + address.getPort() + PATH);
  }

  /**
   * Answers what has come in, for two seconds at most, and takes nothing more: a source whose
   * message was consumed must learn so, or it sends the message again to the next one who listens
   * here.
   */
  @Override
  public void close() {
    closing = true;
    int open = inHand.arriveAndDeregister();
    try {
      inHand.awaitAdvanceInterruptibly(open, LAST_ANSWERS_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // its consumer does not come to an end; the message counts as not taken
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.stop(0);
    workers.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    if (closing || inHand.register() < 0) {
      refuse(exchange);
      return;
    }
    try {
      handleOpen(exchange);
    } finally {
      inHand.arriveAndDeregister();
    }
  }

  private static void refuse(HttpExchange exchange) throws IOException {
    try (exchange) {
      answer(exchange, 503, "");
    }
  }

  private void handleOpen(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("POST")) {
        exchange.getResponseHeaders().set("Allow", "POST");
        answer(exchange, 405, "");
        return;
      }
      byte[] octets = exchange.getRequestBody().readNBytes(LARGEST_MESSAGE + 1);
      if (octets.length > LARGEST_MESSAGE) {
        answer(exchange, 413, "");
        return;
      }
      take(exchange, decode(octets, contentType(exchange)));
    }
  }

  private void take(HttpExchange exchange, String text) throws IOException {
    try {
      Notification message = Notification.read(text);
      message
          .events(message.ackAction().isPresent() ? Mode.PUSH_WITH_ACK : Mode.PUSH)
          .forEach(consumer);
      Optional<String> ack = message.ackAction().map(action -> ack(action, message.messageId()));
      answer(exchange, ack.isPresent() ? 200 : 202, ack.orElse(""));
    } catch (XmlProblem e) {
      answer(exchange, 400, e.getMessage() + "\n");
    } catch (RuntimeException e) { // a thread root: the source must learn that it was not taken
      answer(exchange, 500, "not taken\n");
    }
  }

  private static String ack(String action, String messageId) {
    List<XmlElement> headers =
        List.of(
            XmlElement.ofText(Wire.WSA, "Action", "wsa", action),
            XmlElement.ofText(Wire.WSA, "To", "wsa", Wire.ANONYMOUS),
            XmlElement.ofText(Wire.WSA, "RelatesTo", "wsa", messageId));
    return XmlOutput.toString(Envelopes.envelope(headers, Optional.empty()));
  }

  private static String contentType(HttpExchange exchange) {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    return type == null ? "" : type.toLowerCase(Locale.ROOT);
  }

  /** The byte order mark decides, then the charset parameter; UTF-8 otherwise. */
  static String decode(byte[] octets, String contentType) {
    String text = new String(octets, charset(octets, contentType));
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static Charset charset(byte[] octets, String contentType) {
    if (octets.length > 1) {
      int first = ((octets[0] & 0xFF) << 8) | (octets[1] & 0xFF);
      if (first == 0xFFFE || first == 0x3C00) {
        return StandardCharsets.UTF_16LE;
      }
      if (first == 0xFEFF || first == 0x003C) {
        return StandardCharsets.UTF_16BE;
      }
    }
    return contentType.contains("iso-8859-1")
        ? StandardCharsets.ISO_8859_1
        : StandardCharsets.UTF_8;
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    if (octets.length > 0) {
      String type = body.startsWith("<") ? Wire.CONTENT_TYPE : "text/plain;charset=UTF-8";
      exchange.getResponseHeaders().set("Content-Type", type);
    }
    exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
    if (octets.length > 0) {
      exchange.getResponseBody().write(octets);
    }
  }
}
