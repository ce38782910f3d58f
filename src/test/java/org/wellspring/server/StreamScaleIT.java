package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wellspring.client.CloudEventMessage;
import org.wellspring.client.Mode;
import org.wellspring.client.SinkServer;
import org.wellspring.client.SubscribeOptions;

/** Ten thousand REST subscriptions beside SOAP ones on one server. */
final class StreamScaleIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CELL = "pncell_vm-1304";
  private static final int STREAMS = 10_000;
  private static final int SOAP = 100;
  private static final int AT_ONCE = 32;

  @Test
  void eachGetsItsOwnEventsAndAllComeBackAfterARestart() throws Exception {
    String[] settings = {"stream.cell=" + CELL};
    Inbox inbox = new Inbox();
    StartedServer server = StartedServer.with(settings);
    try (RecordingSink sink = RecordingSink.accepting();
        SinkServer soapSink = SinkServer.start(StartedServer.anyPort(), inbox)) {
      subscribeStreams(StreamClient.of(server.base()), sink);
      for (int n = 0; n < SOAP; n++) {
        server.subscribe(SubscribeOptions.to(Mode.PUSH, StartedServer.at(soapSink.uri())));
      }

      publish(server, "before", 1234);
      server.publish(7, 7);
      awaitNames(sink, Set.of("s1234", "s6234"));
      inbox.awaitEvents(SOAP);

      server = StartedServer.at(server.stop(), StartedServer.CONFIG, settings);
      assertThat(server.server().subscriptions()).hasSize(STREAMS + SOAP);
      publish(server, "after", 17);
      server.publish(8, 8);

      awaitNames(sink, Set.of("s1234", "s6234", "s17", "s5017"));
      inbox.awaitEvents(2 * SOAP);
      assertThat(sink.messages()).hasSize(4);
      assertThat(StreamClient.of(server.base()).list().response()).hasSize(STREAMS);
    } finally {
      server.close();
    }
  }

  /** Half as many different criteria as subscriptions: every two want the same. */
  private static void subscribeStreams(StreamClient client, RecordingSink sink) throws Exception {
    Semaphore places = new Semaphore(AT_ONCE);
    List<CompletableFuture<Integer>> made = new ArrayList<>();
    for (int n = 0; n < STREAMS; n++) {
      String condition = "rack EQUALS \"" + n % (STREAMS / 2) + "\" AND severity EQUALS \"MAJOR\"";
      HttpRequest request =
          client
              .request("stream/subscribe?dataType=event")
              .header("Content-Type", "application/json")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      StreamClient.body("s" + n, CELL, condition, sink.uri(), "")))
              .build();
      places.acquire();
      made.add(
          client
              .http()
              .sendAsync(request, HttpResponse.BodyHandlers.ofString())
              .thenApply(HttpResponse::statusCode)
              .whenComplete((done, failure) -> places.release()));
    }
    assertThat(made).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(200));
  }

  private static void publish(StartedServer server, String id, int rack) throws Exception {
    List<CloudEventMessage> events =
        IntStream.of(0, 1)
            .mapToObj(
                n ->
                    StreamDeliveryIT.event(
                        id + n,
                        "ALARM",
                        "{\"rack\":%d,\"severity\":\"%s\"}"
                            .formatted(rack, n == 0 ? "MINOR" : "MAJOR")))
            .toList();
    for (CloudEventMessage event : events) {
      server.publish(event);
    }
  }

  private static void awaitNames(RecordingSink sink, Set<String> expected) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(names(sink)).isEqualTo(new TreeSet<>(expected)));
  }

  private static Set<String> names(RecordingSink sink) {
    return sink.messages().stream()
        .map(StreamScaleIT::json)
        .map(json -> json.path("subscriptionName").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static JsonNode json(RecordingSink.Message message) {
    try {
      return JSON.readTree(message.text());
    } catch (IOException e) {
      throw new AssertionError(message.text(), e);
    }
  }
}
