package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wellspring.client.CloudEventMessage;

/** REST event streams against the whole server. */
final class StreamsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CELL = "pncell_vm-1304";

  private StartedServer server;
  private RecordingSink sink;
  private StreamClient client;

  @BeforeEach
  void start() throws Exception {
    server = StartedServer.with("stream.cell=" + CELL, "stream.heartbeat=1s");
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
        Optional.empty(),
        CloudEventMessage.Format.JSON,
        json);
  }

  private List<JsonNode> received(int count) throws IOException {
    List<JsonNode> bodies = new java.util.ArrayList<>();
    for (RecordingSink.Message message : sink.awaitMessages(count)) {
      bodies.add(JSON.readTree(message.text()));
    }
    return bodies;
  }

  @Test
  void anEventReachesTheDestinationAsJson() throws Exception {
    String id =
        client
            .subscribe(
                StreamClient.body(
                    "Prod",
                    CELL,
                    "severity EQUALS \"CRITICAL\"",
                    sink.uri(),
                    ", \"username\": \"admin\", \"password\": \"YWRtaW4=\""))
            .id();

    server.publish(event("e0", "ALARM", "{\"severity\":\"MAJOR\",\"msg\":\"no\"}"));
    server.publish(
        event(
            "e1",
            "ALARM",
            "{\"severity\":\"CRITICAL\",\"msg\":\"disk\",\"ii_num\":11,\"ii_strlist\":[\"abc\"]}"));

    JsonNode got = received(1).get(0);
    assertThat(got.path("type").asText()).isEqualTo("event");
    assertThat(got.path("subscriptionId").asText()).isEqualTo(id);
    assertThat(got.path("subscriptionName").asText()).isEqualTo("Prod");
    assertThat(got.path("eventId").asText()).isEqualTo("e1");
    assertThat(got.path("class").asText()).isEqualTo("ALARM");
    assertThat(got.path("slots").toString())
        .isEqualTo(
            "{\"severity\":\"CRITICAL\",\"msg\":\"disk\",\"ii_num\":11,\"ii_strlist\":[\"abc\"]}");
    assertThat(sink.messages().get(0).headers().getFirst("Authorization"))
        .isEqualTo("Basic YWRtaW46YWRtaW4=");
    assertThat(sink.messages().get(0).headers().getFirst("Content-Type"))
        .startsWith("application/json");
    assertThat(sink.messages()).hasSize(1);
  }
}
