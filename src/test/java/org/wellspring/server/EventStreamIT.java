package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wellspring.client.CloudEventMessage;
import org.wellspring.client.PublishClient;

/** Events as Server-Sent Events, with bookmarks. */
final class EventStreamIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CELL = "pncell_vm-1304";

  private StartedServer server;
  private StreamClient client;

  @BeforeEach
  void start() throws Exception {
    server =
        StartedServer.with(
            "stream.cell=" + CELL,
            "stream.heartbeat=1s",
            "stream.max-readers=3",
            "log.retention.events=3000");
    client = StreamClient.of(server.base()).loggedIn("admin", "admin");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String subscribe(String name, String destination) throws Exception {
    return client
        .subscribe(
            """
            {"subscriptionName": "%s",
             "criterias": [{"resourceType": "cell", "condition": "name EQUALS \\"%s\\"",
               "criterias": [{"resourceType": "event", "condition": "even EQUALS \\"true\\""}]}],
             "destination": %s}"""
                .formatted(name, CELL, destination))
        .id();
  }

  private String subscribe(String name) throws Exception {
    return subscribe(name, "{\"type\": \"SSE\"}");
  }

  private void publish(int first, int last, int padding) throws Exception {
    new PublishClient(server.settings())
        .publish(
            IntStream.rangeClosed(first, last)
                .mapToObj(
                    n ->
                        new CloudEventMessage(
                            "n" + n,
                            "urn:wellspring:events",
                            "COUNT",
                            Optional.empty(),
                            Optional.empty(),
                            CloudEventMessage.Format.JSON,
                            "{\"n\":%d,\"even\":\"%s\",\"msg\":\"%s\"}"
                                .formatted(n, n % 2 == 0, "x".repeat(padding))))
                .toList());
  }

  private void publish(int first, int last) throws Exception {
    publish(first, last, 1);
  }

  private static List<Integer> numbers(List<SseReader.Sent> events) {
    return events.stream().map(EventStreamIT::number).toList();
  }

  private static int number(SseReader.Sent event) {
    try {
      return JSON.readTree(event.data()).path("slots").path("n").asInt(-1);
    } catch (java.io.IOException e) {
      throw new AssertionError(event.data(), e);
    }
  }

  @Test
  void aStreamBeginsWhereItsSubscriptionDid() throws Exception {
    publish(1, 2);
    String id = subscribe("from the beginning");
    publish(3, 6);

    try (SseReader reader = SseReader.of(client, id)) {
      reader.awaitEvents(2);
      publish(7, 8);

      List<SseReader.Sent> events = reader.awaitEvents(3);
      assertThat(numbers(events)).containsExactly(4, 6, 8);
      assertThat(events).allSatisfy(event -> assertThat(event.type()).isEqualTo("message"));
      assertThat(JSON.readTree(events.get(0).data()).path("subscriptionId").asText()).isEqualTo(id);
      assertThat(JSON.readTree(events.get(0).data()).path("bookmark").asText())
          .isEqualTo(events.get(0).id());
    }
  }

  @Test
  void theLastEventIdIsWhereItGoesOn() throws Exception {
    String id = subscribe("resumed");
    publish(1, 6);
    String second;
    try (SseReader reader = SseReader.of(client, id)) {
      second = reader.awaitEvents(3).get(1).id();
    }
    publish(7, 10);

    try (SseReader again = SseReader.of(client, id, "Last-Event-ID", second)) {
      assertThat(numbers(again.awaitEvents(3))).containsExactly(6, 8, 10);
    }
  }

  /** Also by a client that has seen no event yet: the answer begins with an id. */
  @Test
  void aReaderOfANewStreamCanComeBackWithoutLosingAnything() throws Exception {
    publish(1, 4);
    String id = subscribe("nothing yet");
    String atFirst;
    try (SseReader reader = SseReader.of(client, id)) {
      await().until(() -> !reader.lastId().isEmpty());
      atFirst = reader.lastId();
    }
    publish(5, 8);

    try (SseReader again = SseReader.of(client, id, "Last-Event-ID", atFirst)) {
      assertThat(numbers(again.awaitEvents(2))).containsExactly(6, 8);
    }
  }

  @Test
  void aStreamOfASubscriptionWithADestinationBeginsNow() throws Exception {
    try (RecordingSink sink = RecordingSink.accepting()) {
      String id = subscribe("both", "{\"type\": \"REST\", \"url\": \"%s\"}".formatted(sink.uri()));
      publish(1, 2);
      sink.awaitMessages(1);

      try (SseReader reader = SseReader.of(client, id)) {
        publish(3, 4);

        assertThat(numbers(reader.awaitEvents(1))).containsExactly(4);
        sink.awaitMessages(2);
      }
    }
  }

  @Test
  void anIdleStreamShowsThatItLives() throws Exception {
    String id = subscribe("idle");

    try (SseReader reader = SseReader.of(client, id)) {
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> reader.comments().stream().filter(": nothing new"::equals).count() >= 2);
      assertThat(reader.events()).isEmpty();
    }
  }

  @Test
  void theEndOfTheSubscriptionIsSaidAndEndsTheStream() throws Exception {
    String id = subscribe("ended");
    try (SseReader reader = SseReader.of(client, id)) {
      publish(1, 2);
      reader.awaitEvents(1);

      client.unsubscribe(id);

      reader.awaitEnd();
      assertThat(reader.events().get(1).type()).isEqualTo("ended");
      assertThat(reader.events()).hasSize(2);
    }
  }

  /** The client has to come back, so nothing is said that sounds like an end. */
  @Test
  void aStopOfTheServerEndsTheStreamSilently() throws Exception {
    String id = subscribe("kept");
    try (SseReader reader = SseReader.of(client, id)) {
      publish(1, 2);
      reader.awaitEvents(1);

      server.close();

      reader.awaitEnd();
      assertThat(reader.events()).hasSize(1);
    }
  }

  @Test
  void aTokenThatIsRevokedEndsItsStreams() throws Exception {
    StreamClient other = StreamClient.of(server.base()).loggedIn("admin", "admin");
    String id = subscribe("revoked");
    try (SseReader reader = SseReader.of(other, id);
        SseReader control = SseReader.of(client, id)) {
      other.send(
          other.request("authenticate/logout").POST(HttpRequest.BodyPublishers.noBody()).build());

      reader.awaitEnd();
      assertThat(control.ended()).isFalse();
    }
  }

  @Test
  void anIdThatIsNoneOfOursIsRefused() throws Exception {
    String id = subscribe("ids");
    publish(1, 2);
    String good;
    try (SseReader reader = SseReader.of(client, id)) {
      good = reader.awaitEvents(1).get(0).id();
    }
    String log = good.substring(0, good.lastIndexOf(':'));

    assertThat(refused(id, "made-up")).isEqualTo(400);
    assertThat(refused(id, log + ":99")).isEqualTo(400);
    assertThat(refused(id, "another-log:0")).isEqualTo(410);
  }

  private int refused(String id, String lastEventId) throws Exception {
    return client
        .send(
            client
                .request("stream/" + id + "/events")
                .header("Last-Event-ID", lastEventId)
                .GET()
                .build())
        .status();
  }

  @Test
  void thereAreOnlySoManyReadersAndPlacesBecomeFree() throws Exception {
    String id = subscribe("crowd");
    try (SseReader first = SseReader.of(client, id);
        SseReader second = SseReader.of(client, id)) {
      try (SseReader third = SseReader.of(client, id)) {
        StreamClient.Answer refused =
            client.send(client.request("stream/" + id + "/events").GET().build());
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.message()).contains("stream.max-readers");
        assertThat(refused.http().headers().firstValue("Retry-After")).isPresent();
        assertThat(List.of(first.ended(), second.ended(), third.ended())).containsOnly(false);
      }
      await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> SseReader.of(client, id).close());
    }
  }

  /** A reader that does not read costs the others nothing, and loses nothing it comes back for. */
  @Test
  void aSlowReaderHoldsUpNobodyAndGetsEverythingWhenItReads() throws Exception {
    String id = subscribe("slow");
    try (Socket slow = new Socket(server.base().getHost(), server.base().getPort())) {
      slow.setReceiveBufferSize(32 * 1024);
      slow.getOutputStream()
          .write(
              RawHttp.head("GET", "/bppmws/api/stream/" + id + "/events")
                  .concat("\r\n")
                  .getBytes(StandardCharsets.UTF_8));
      try (SseReader quick = SseReader.of(client, id)) {
        for (int first = 1; first <= 2000; first += 100) {
          publish(first, first + 99, 2000);
        }
        quick.awaitEvents(1000);
      }

      StringBuilder read = new StringBuilder();
      InputStream in = slow.getInputStream();
      slow.setSoTimeout(15_000);
      byte[] buffer = new byte[65_536];
      // looked for where it may have come: all of it each time would take longer than the reading
      while (read.indexOf("\"n\":2000,", read.length() - 2 * buffer.length) < 0) {
        int octets = in.read(buffer);
        assertThat(octets).isPositive();
        read.append(new String(buffer, 0, octets, StandardCharsets.ISO_8859_1));
      }
      long events = read.toString().lines().filter(line -> line.startsWith("data: ")).count();
      assertThat(events).isEqualTo(1000);
    }
  }

  @Test
  void aGapIsSaid() throws Exception {
    String id = subscribe("gap");
    publish(1, 2);
    String first;
    try (SseReader reader = SseReader.of(client, id)) {
      first = reader.awaitEvents(1).get(0).id();
    }
    for (int from = 3; from <= 8000; from += 400) {
      publish(from, from + 399);
    }

    try (SseReader again = SseReader.of(client, id, "Last-Event-ID", first)) {
      List<SseReader.Sent> events = again.awaitEvents(2);
      assertThat(events.get(0).type()).isEqualTo("dropped");
      assertThat(JSON.readTree(events.get(0).data()).path("dropped").asInt()).isPositive();
      assertThat(events.get(1).type()).isEqualTo("message");
    }
  }
}
