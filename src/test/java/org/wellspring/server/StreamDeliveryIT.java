package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wellspring.client.CloudEventMessage;
import org.wellspring.client.Mode;
import org.wellspring.client.PublishClient;
import org.wellspring.client.SinkServer;
import org.wellspring.client.SubscribeOptions;
import org.wellspring.model.EndReason;
import org.wellspring.model.SubscriptionId;

/** Events of REST streams on their way to destinations. */
final class StreamDeliveryIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CELL = "pncell_vm-1304";
  private static final String ALL = "n GREATER_OR_EQUALS \"0\"";

  private StartedServer server;
  private RecordingSink sink;
  private StreamClient client;

  @BeforeEach
  void start() throws Exception {
    server =
        StartedServer.with(
            "stream.cell=" + CELL,
            "log.retention.events=1000",
            "resources[1].cells=pncell_jvm"); // the jvm of fountains.yaml
    sink = RecordingSink.accepting();
    client = StreamClient.of(server.base()).loggedIn("admin", "admin");
  }

  @AfterEach
  void stop() {
    sink.close();
    server.close();
  }

  static CloudEventMessage event(String id, String type, String json) {
    return new CloudEventMessage(
        id,
        "urn:wellspring:events",
        type,
        Optional.empty(),
        Optional.of("2026-05-04T08:15:00Z"),
        CloudEventMessage.Format.JSON,
        json);
  }

  private static CloudEventMessage numbered(int n) {
    return event("n" + n, "COUNT", "{\"n\":" + n + "}");
  }

  private void publish(int first, int last) throws Exception {
    new PublishClient(server.settings())
        .publish(IntStream.rangeClosed(first, last).mapToObj(StreamDeliveryIT::numbered).toList());
  }

  private String subscribe(String name, String condition, URI destination, String more)
      throws Exception {
    return client.subscribe(StreamClient.body(name, CELL, condition, destination, more)).id();
  }

  private static JsonNode json(RecordingSink.Message message) {
    try {
      return JSON.readTree(message.text());
    } catch (java.io.IOException e) {
      throw new AssertionError(message.text(), e);
    }
  }

  private static List<Integer> numbers(RecordingSink of) {
    List<Integer> numbers = new ArrayList<>();
    for (RecordingSink.Message message : of.messages()) {
      JsonNode body = json(message);
      (body.isArray() ? body : List.of(body))
          .forEach(one -> numbers.add(one.path("slots").path("n").asInt(-1)));
    }
    return numbers;
  }

  private static void awaitNumbers(RecordingSink of, List<Integer> expected) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(numbers(of)).isEqualTo(expected));
  }

  @Test
  void anEventReachesTheDestinationAsJson() throws Exception {
    String id =
        subscribe(
            "Prod",
            "severity EQUALS \"CRITICAL\"",
            sink.uri(),
            ", \"username\": \"admin\", \"password\": \"YWRtaW4=\"");
    String slots =
        """
        {"severity":"CRITICAL","msg":"disk","ii_num":11,"ratio":0.5,"up":false,\
        "ii_strlist":["abc"],"ii_numlist":[1,2],"at":{"rack":7}}""";

    server.publish(event("e0", "ALARM", "{\"severity\":\"MAJOR\",\"msg\":\"no\"}"));
    server.publish(event("e1", "ALARM", slots));

    JsonNode got = json(sink.awaitMessages(1).get(0));
    String bookmark = got.path("bookmark").asText();
    assertThat(got)
        .isEqualTo(
            JSON.readTree(
                """
                {"type":"event","subscriptionId":"%s","subscriptionName":"Prod","eventId":"e1",
                 "time":"2026-05-04T08:15:00Z","resource":"urn:wellspring:events","class":"ALARM",
                 "slots":%s,"bookmark":"%s"}"""
                    .formatted(id, slots, bookmark)));
    assertThat(bookmark).matches(".+:1");
    assertThat(sink.messages().get(0).headers().getFirst("Authorization"))
        .isEqualTo("Basic YWRtaW46YWRtaW4=");
    assertThat(sink.messages().get(0).headers().getFirst("Content-Type"))
        .isEqualTo("application/json;charset=UTF-8");
    assertThat(sink.messages().get(0).headers().getFirst("Wellspring-Signature")).isNull();
    assertThat(sink.messages()).hasSize(1);
  }

  /** One event, two subscribers, two notations. */
  @Test
  void aSoapSubscriptionAndARestOneGetTheSameEvent() throws Exception {
    Inbox inbox = new Inbox();
    try (SinkServer soapSink = SinkServer.start(StartedServer.anyPort(), inbox)) {
      server.subscribe(SubscribeOptions.to(Mode.PUSH, StartedServer.at(soapSink.uri())));
      subscribe("usage", "CLASS EQUALS \"Usage\" AND Volume GREATER_THAN \"3\"", sink.uri(), "");

      server.publish(3, 4);

      inbox.awaitVolumes(List.of(3, 4));
      JsonNode got = json(sink.awaitMessages(1).get(0));
      assertThat(got.path("class").asText()).isEqualTo("Usage");
      assertThat(got.path("resource").asText()).isEqualTo(StartedServer.FOUNTAINS);
      assertThat(got.path("instance").path("ResourceID").asText()).isEqualTo(StartedServer.NORTH);
      assertThat(got.path("slots").path("Volume").asText()).isEqualTo("4");
      assertThat(sink.messages()).hasSize(1);
    }
  }

  @Test
  void aCellSeesItsOwnResourcesOnly() throws Exception {
    String other = StreamClient.body("other cell", "pncell_jvm", ALL, sink.uri(), "");
    StreamClient.Answer made = client.subscribe(other);
    try (RecordingSink own = RecordingSink.accepting()) {
      subscribe("own cell", ALL, own.uri(), "");

      publish(1, 2);

      awaitNumbers(own, List.of(1, 2));
    }
    assertThat(made.http().headers().firstValue("Warning")).isEmpty();
    assertThat(sink.messages()).isEmpty();
  }

  @Test
  void oneOfSeveralCriteriaIsEnough() throws Exception {
    client
        .subscribe(
            """
            {"subscriptionName": "several", "criterias": [
              {"resourceType": "cell", "condition": "NOT name EQUALS \\"%1$s\\""},
              {"resourceType": "cell", "condition": "name EQUALSIGNORECASE \\"PNCELL_VM-1304\\"",
               "criterias": [
                {"resourceType": "event", "condition": "n EQUALS \\"1\\""},
                {"resourceType": "event", "condition": "n EQUALS \\"3\\" OR n EQUALS \\"4\\""}]}],
             "destination": {"type": "REST", "url": "%2$s"}}"""
                .formatted(CELL, sink.uri()))
        .id();

    publish(1, 5);

    awaitNumbers(sink, List.of(1, 3, 4));
  }

  @Test
  void batchesAreListsInOrder() throws Exception {
    subscribe("batches", ALL, sink.uri(), ", \"batch\": {\"maxEvents\": 10, \"maxMillis\": 200}");

    publish(1, 25);

    awaitNumbers(sink, StartedServer.upTo(25));
    assertThat(sink.messages()).allSatisfy(m -> assertThat(json(m).isArray()).isTrue());
    assertThat(sink.messages()).hasSizeBetween(3, 24);
    assertThat(sink.messages()).anySatisfy(m -> assertThat(json(m).size()).isEqualTo(10));
  }

  @Test
  void theSignatureIsOverTimeAndBodyAndIsMadeAnewForEachAttempt() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    sink.behave(m -> new RecordingSink.Answer(attempts.incrementAndGet() == 1 ? 500 : 200, ""));
    String secret = "0123456789abcdef-secret";
    String id = subscribe("signed", ALL, sink.uri(), ", \"secret\": \"" + secret + "\"");
    Instant before = Instant.now();

    publish(7, 7);

    for (RecordingSink.Message message : sink.awaitMessages(2)) {
      String header = message.headers().getFirst("Wellspring-Signature");
      Matcher parts = Pattern.compile("t=(\\d+),v1=([0-9a-f]{64})").matcher(header);
      assertThat(parts.matches()).as(header).isTrue();
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update((parts.group(1) + ".").getBytes(StandardCharsets.UTF_8));
      assertThat(parts.group(2)).isEqualTo(HexFormat.of().formatHex(mac.doFinal(message.body())));
      assertThat(Instant.ofEpochSecond(Long.parseLong(parts.group(1))))
          .isBetween(before.minusSeconds(1), Instant.now());
    }
    assertThat(client.list(id).response().path(0).path("destination").path("secret").asText())
        .isEqualTo("****");
  }

  @Test
  void whatFailsIsSentAgainUntilItSucceedsAndOrderIsKept() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    sink.behave(m -> new RecordingSink.Answer(attempts.incrementAndGet() <= 3 ? 503 : 204, ""));
    subscribe("retried", ALL, sink.uri(), "");

    publish(1, 3);

    awaitNumbers(sink, List.of(1, 1, 1, 1, 2, 3));
  }

  @Test
  void aDestinationThatIsGoneEndsItsSubscription() throws Exception {
    sink.behave(m -> new RecordingSink.Answer(410, ""));
    String id = subscribe("gone", ALL, sink.uri(), "");

    publish(1, 2);

    await().atMost(Duration.ofSeconds(15)).until(() -> client.list(id).status() == 404);
    assertThat(sink.messages()).hasSize(1);
  }

  @Test
  void theDestinationIsToldWhenTheSourceEndsTheSubscription() throws Exception {
    String id = subscribe("cancelled", ALL, sink.uri(), "");

    server
        .server()
        .end(new SubscriptionId("uuid:" + id), EndReason.SOURCE_CANCELLING, "maintenance");

    assertThat(json(sink.awaitMessages(1).get(0)))
        .isEqualTo(
            JSON.readTree(
                """
                {"type":"ended","subscriptionId":"%s","subscriptionName":"cancelled",
                 "reason":"source-cancelling","text":"maintenance"}"""
                    .formatted(id)));
  }

  @Test
  void unsubscribingEndsDeliveryWithoutANotice() throws Exception {
    String id = subscribe("left", ALL, sink.uri(), "");
    publish(1, 1);
    awaitNumbers(sink, List.of(1));

    client.unsubscribe(id);
    publish(2, 2);
    try (RecordingSink control = RecordingSink.accepting()) {
      subscribe("control", ALL, control.uri(), "");
      publish(3, 3);
      awaitNumbers(control, List.of(3));
    }

    assertThat(sink.messages()).hasSize(1);
  }

  @Test
  void aDestinationThatHangsHoldsUpNobodyElse() throws Exception {
    try (RecordingSink hanging = RecordingSink.hanging()) {
      subscribe("slow", ALL, hanging.uri(), "");
      subscribe("quick", ALL, sink.uri(), "");

      publish(1, 400);

      awaitNumbers(sink, StartedServer.upTo(400));
      assertThat(hanging.messages()).hasSize(1);
    }
  }

  /** What retention took from a slow destination is said in its place. */
  @Test
  void aGapIsReported() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    sink.behave(m -> new RecordingSink.Answer(attempts.incrementAndGet() == 1 ? 500 : 200, ""));
    subscribe("behind", ALL, sink.uri(), "");
    sink.behave(m -> new RecordingSink.Answer(500, ""));
    for (int first = 1; first <= 4000; first += 400) {
      publish(first, first + 399);
    }
    sink.behave(m -> RecordingSink.Answer.ACCEPTED);

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(sink.messages())
                    .anySatisfy(
                        m -> assertThat(json(m).path("type").asText()).isEqualTo("dropped")));
    JsonNode dropped =
        sink.messages().stream()
            .map(StreamDeliveryIT::json)
            .filter(m -> m.path("type").asText().equals("dropped"))
            .findFirst()
            .orElseThrow();
    assertThat(dropped.path("dropped").asLong()).isPositive();
    assertThat(dropped.path("subscriptionName").asText()).isEqualTo("behind");
  }

  /** Looked at while it runs: what is written at a stop is compressed. */
  @Test
  void passwordAndSecretAreNowhereOnTheDisk(@TempDir Path data) throws Exception {
    String password = "correct-horse-pass";
    String secret = "battery-staple-secret";
    String base64 = Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8));
    try (StartedServer other = StartedServer.at(data, StartedServer.CONFIG)) {
      StreamClient.of(other.base())
          .subscribe(
              StreamClient.body(
                  "control-name",
                  CELL,
                  ALL,
                  sink.uri(),
                  ", \"username\": \"u\", \"password\": \"%s\", \"secret\": \"%s\""
                      .formatted(base64, secret)))
          .id();

      assertThat(filesHolding(data, "control-name")).isNotEmpty();
      assertThat(filesHolding(data, password)).isEmpty();
      assertThat(filesHolding(data, base64)).isEmpty();
      assertThat(filesHolding(data, secret)).isEmpty();
    }
  }

  private static List<Path> filesHolding(Path folder, String text) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(
              file -> {
                try {
                  return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
                } catch (java.io.IOException e) {
                  throw new AssertionError(e);
                }
              })
          .toList();
    }
  }
}
