package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A reader of Server-Sent Events, as the HTML standard §9.2.6 reads them. */
final class SseReader implements AutoCloseable {
  /** An event that was dispatched. */
  record Sent(String type, String id, String data) {}

  private final InputStream in;
  private final List<Sent> events = new ArrayList<>();
  private final List<String> comments = new ArrayList<>();
  private String lastId = "";
  private boolean ended;

  private SseReader(InputStream in) {
    this.in = in;
    Thread reader = new Thread(this::read, "sse-reader");
    reader.setDaemon(true);
    reader.start();
  }

  static SseReader of(StreamClient client, String id, String... headers) throws Exception {
    HttpRequest.Builder request = client.request("stream/" + id + "/events").GET();
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<InputStream> reply =
        client.http().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("Content-Type"))
        .contains("text/event-stream;charset=UTF-8");
    return new SseReader(reply.body());
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      String type = "message";
      StringBuilder data = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          dispatch(type, data.toString());
          type = "message";
          data.setLength(0);
        } else if (line.startsWith(":")) {
          comment(line);
        } else if (line.startsWith("id: ")) {
          id(line.substring(4));
        } else if (line.startsWith("event: ")) {
          type = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data.append(line.substring(6));
        }
      }
    } catch (IOException e) {
      // closed, by either side
    }
    end();
  }

  private synchronized void dispatch(String type, String data) {
    if (!data.isEmpty()) {
      events.add(new Sent(type, lastId, data));
    }
  }

  private synchronized void comment(String line) {
    comments.add(line);
  }

  private synchronized void id(String id) {
    lastId = id;
  }

  private synchronized void end() {
    ended = true;
  }

  synchronized List<Sent> events() {
    return List.copyOf(events);
  }

  synchronized List<String> comments() {
    return List.copyOf(comments);
  }

  synchronized String lastId() {
    return lastId;
  }

  synchronized boolean ended() {
    return ended;
  }

  List<Sent> awaitEvents(int count) {
    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(() -> assertThat(events().size()).isGreaterThanOrEqualTo(count));
    return events();
  }

  void awaitEnd() {
    await().atMost(Duration.ofSeconds(15)).until(this::ended);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
