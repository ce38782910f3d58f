package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wellspring.client.CloudEventMessage;

/** Every sample that the API's description prints: bodies as they are, operators end to end. */
final class StreamSamplesIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path BODIES = Path.of("src/test/resources/streams");
  private static final Path OPERATORS = Path.of("src/test/resources/filters/criteria-samples.txt");
  private static final String CELL = "pncell_clm-pun-t30eo1";
  private static final Pattern REQUIRED = Pattern.compile("(CLASS|severity) EQUALS \"(\\w+)\"");

  private StartedServer server;
  private RecordingSink sink;
  private StreamClient client;

  @BeforeEach
  void start() throws Exception {
    server =
        StartedServer.with(
            "stream.cell=" + CELL,
            "resources[9].name=events",
            "resources[9].uri=urn:wellspring:events",
            "resources[9].cells=" + CELL + ",pncell_vm-1304");
    sink = RecordingSink.accepting();
    client = StreamClient.of(server.base()).loggedIn("admin", "admin");
  }

  @AfterEach
  void stop() {
    sink.close();
    server.close();
  }

  private static List<Path> bodies() throws IOException {
    try (Stream<Path> files = Files.list(BODIES)) {
      return files.sorted().toList();
    }
  }

  /** The placeholder for the destination's host is what people replace. */
  private static String printed(Path body) throws IOException {
    return Files.readString(body).replace("{HOSTNAME}", "127.0.0.1");
  }

  @Test
  void everyBodyIsAcceptedAsPrintedAndListedAsItWasSent() throws Exception {
    Set<String> ids = new TreeSet<>();
    for (Path file : bodies()) {
      String body = printed(file);
      String id = client.subscribe(body).id();
      ids.add(id);

      JsonNode listed = client.list(id).response().path(0);
      JsonNode sent = JSON.readTree(body);
      assertThat(listed.path("subscriptionName")).isEqualTo(sent.path("subscriptionName"));
      assertThat(listed.path("criterias")).isEqualTo(sent.path("criterias"));
      assertThat(listed.path("destination").path("url"))
          .isEqualTo(sent.path("destination").path("url"));
      assertThat(listed.path("destination").path("username").asText()).isEqualTo("admin");
      assertThat(listed.path("destination").path("password").asText()).isEqualTo("****");
    }

    assertThat(ids).hasSize(16);
    List<String> all = new ArrayList<>();
    client.list().response().forEach(one -> all.add(one.path("subscriptionId").path(0).asText()));
    assertThat(all).containsExactlyElementsOf(ids);
  }

  @Test
  void theAnswersAreShapedAsPrinted() throws Exception {
    StreamClient.Answer made = client.subscribe(printed(bodies().get(15)));
    StreamClient.Answer all = client.list();
    StreamClient.Answer ended = client.unsubscribe(made.id());

    String id = made.id();
    assertThat(id).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(made.response().toString()).isEqualTo("[{\"subscriptionId\":\"" + id + "\"}]");
    assertThat(made.message()).isEqualTo("OK");
    assertThat(made.json().path("statusCode").isTextual()).isTrue();
    assertThat(all.response().toString()).isEqualTo("[{\"subscriptionId\":[\"" + id + "\"]}]");
    assertThat(ended.response().toString()).isEqualTo("[{\"subscriptionId\":[\"" + id + "\"]}]");
    assertThat(client.list().response().toString()).isEqualTo("[]");
  }

  /** A line of the table: which condition, which event, whether it arrives. */
  private record Sample(String condition, String slot, boolean expected) {
    static List<Sample> all() throws IOException {
      return Files.readAllLines(OPERATORS).stream()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" \\| "))
          .map(part -> new Sample(part[0], part[1].strip(), Boolean.parseBoolean(part[2])))
          .toList();
    }

    /** With the class and severity that the condition asks for, so that the operator decides. */
    CloudEventMessage event(int n) {
      Map<String, String> asked = new LinkedHashMap<>(Map.of("CLASS", "EVENT"));
      Matcher required = REQUIRED.matcher(condition);
      while (required.find()) {
        asked.put(required.group(1), required.group(2));
      }
      int equals = slot.indexOf('=');
      String data =
          "{\"severity\":\"%s\",\"%s\":%s}"
              .formatted(
                  asked.getOrDefault("severity", ""),
                  slot.substring(0, equals),
                  slot.substring(equals + 1));
      return new CloudEventMessage(
          "sample-" + n,
          "urn:wellspring:events",
          asked.getOrDefault("CLASS", ""),
          Optional.empty(),
          Optional.empty(),
          CloudEventMessage.Format.JSON,
          data);
    }
  }

  @Test
  void everyOperatorLetsThroughWhatTheTableSays() throws Exception {
    List<Sample> samples = Sample.all();
    Map<String, String> names = new LinkedHashMap<>(); // condition to subscription
    for (Sample sample : samples) {
      if (!names.containsKey(sample.condition)) {
        String name = "operator " + names.size();
        names.put(sample.condition, name);
        client.subscribe(StreamClient.body(name, CELL, sample.condition, sink.uri(), "")).id();
      }
    }
    // the last event of each subscription: all before it were decided
    client.subscribe(StreamClient.body("last", CELL, "CLASS EQUALS \"LAST\"", sink.uri(), "")).id();

    for (int n = 0; n < samples.size(); n++) {
      server.publish(samples.get(n).event(n));
    }
    server.publish(
        new CloudEventMessage(
            "last",
            "urn:wellspring:events",
            "LAST",
            Optional.empty(),
            Optional.empty(),
            CloudEventMessage.Format.JSON,
            "{}"));

    Set<String> expected = new LinkedHashSet<>(Set.of("last gets last"));
    for (int n = 0; n < samples.size(); n++) {
      if (samples.get(n).expected) {
        expected.add(names.get(samples.get(n).condition) + " gets sample-" + n);
      }
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(got(samples, names)).containsAll(expected));
    assertThat(got(samples, names)).isEqualTo(expected);
  }

  /**
   * What came, as far as the table speaks about it: an event that was meant for one condition may
   * fulfil another one as well.
   */
  private Set<String> got(List<Sample> samples, Map<String, String> names) throws IOException {
    Set<String> got = new LinkedHashSet<>();
    for (RecordingSink.Message message : sink.messages()) {
      JsonNode json = JSON.readTree(message.text());
      String name = json.path("subscriptionName").asText();
      String event = json.path("eventId").asText();
      boolean spokenOf =
          event.equals("last")
              || name.equals(
                  names.get(
                      samples.get(Integer.parseInt(event.substring("sample-".length())))
                          .condition));
      if (spokenOf) {
        got.add(name + " gets " + event);
      }
    }
    return got;
  }
}
