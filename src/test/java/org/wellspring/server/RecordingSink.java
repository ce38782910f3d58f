package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A sink that keeps the octets of what it is sent and answers as a test says. */
public final class RecordingSink implements AutoCloseable {
  private static final Pattern MESSAGE_ID = Pattern.compile("<wsa:MessageID>([^<]+)<");

  /** One message as it came. */
  public record Message(Headers headers, byte[] body) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    String id() {
      Matcher found = MESSAGE_ID.matcher(text());
      assertThat(found.find()).isTrue();
      return found.group(1);
    }
  }

  /** What to answer. */
  public record Answer(int status, String body) {
    public static final Answer ACCEPTED = new Answer(202, "");

    static Answer ack(String relatesTo) {
      return new Answer(
          200,
          Soap.envelope(
              """
              <wsa:Action>http://schemas.dmtf.org/wbem/wsman/1/wsman/Ack</wsa:Action>\
              <wsa:RelatesTo>%s</wsa:RelatesTo>"""
                  .formatted(relatesTo),
              ""));
    }
  }

  private final HttpServer http;
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile Function<Message, Answer> behaviour;

  private RecordingSink(HttpServer http, Function<Message, Answer> behaviour) {
    this.http = http;
    this.behaviour = behaviour;
  }

  static RecordingSink answering(Function<Message, Answer> behaviour) throws IOException {
    return at(StartedServer.anyPort(), behaviour);
  }

  static RecordingSink at(InetSocketAddress address, Function<Message, Answer> behaviour)
      throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true"); // see client.SinkServer
    RecordingSink sink = new RecordingSink(HttpServer.create(address, 512), behaviour);
    sink.http.setExecutor(sink.workers);
    sink.http.createContext("/", sink::handle);
    sink.http.start();
    return sink;
  }

  public static RecordingSink accepting() throws IOException {
    return answering(message -> Answer.ACCEPTED);
  }

  /** Takes messages and never answers. */
  static RecordingSink hanging() throws IOException {
    RecordingSink sink = accepting();
    sink.behave(
        message -> {
          sink.awaitEnd();
          return Answer.ACCEPTED;
        });
    return sink;
  }

  public void behave(Function<Message, Answer> other) {
    behaviour = other;
  }

  private void awaitEnd() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Message message =
          new Message(exchange.getRequestHeaders(), exchange.getRequestBody().readAllBytes());
      messages.add(message);
      Answer answer = behaviour.apply(message);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/soap+xml;charset=UTF-8");
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/sink");
  }

  public List<Message> messages() {
    return List.copyOf(messages);
  }

  public List<Message> awaitMessages(int count) {
    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(() -> assertThat(messages.size()).isGreaterThanOrEqualTo(count));
    return messages();
  }

  @Override
  public void close() {
    over.countDown();
    http.stop(0);
    workers.shutdownNow();
  }
}
