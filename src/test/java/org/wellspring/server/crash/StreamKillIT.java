package org.wellspring.server.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wellspring.client.ClientSettings;
import org.wellspring.client.CloudEventMessage;
import org.wellspring.client.Mode;
import org.wellspring.client.PublishClient;
import org.wellspring.client.SubscribeOptions;
import org.wellspring.client.WsmanClient;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.SelectorSet;
import org.wellspring.server.RecordingSink;
import org.wellspring.server.StreamClient;

/** The real server is killed with REST and SOAP subscriptions, and comes back with both. */
final class StreamKillIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CELL = "pncell_vm-1304";
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private RestartableServer server;
  private RecordingSink restSink;
  private PushedTo soapSink;

  @BeforeEach
  void start() throws Exception {
    restSink = RecordingSink.accepting();
    soapSink = new PushedTo();
    server =
        new RestartableServer(
            folder,
            "-Xmx256m",
            "stream.cell=" + CELL,
            "delivery.first-backoff=50ms",
            "delivery.max-backoff=200ms");
    server.awaitReady();
  }

  @AfterEach
  void stop() {
    server.close();
    soapSink.close();
    restSink.close();
  }

  private ClientSettings settings() {
    return ClientSettings.of(server.base().resolve("/wsman")).with(Duration.ofSeconds(10));
  }

  private void publish(int first, int last) throws Exception {
    new PublishClient(settings())
        .publish(
            IntStream.rangeClosed(first, last)
                .mapToObj(
                    n ->
                        new CloudEventMessage(
                            "usage-" + n,
                            Fountains.URI,
                            Fountains.URI + "/Usage",
                            Optional.of("ResourceID=" + Fountains.NORTH),
                            Optional.empty(),
                            CloudEventMessage.Format.XML,
                            "<fcs:Usage xmlns:fcs=\"%s\" Time=\"2026-05-04T08:15:00Z\" Volume=\"%d\"/>"
                                .formatted(Fountains.NAMESPACE, n)))
                .toList());
  }

  private void subscribeOverSoap() throws Exception {
    WsmanClient client = new WsmanClient(settings());
    client.subscribe(
        client.resource(Fountains.URI, SelectorSet.NONE),
        SubscribeOptions.to(Mode.PUSH, EndpointReference.to(soapSink.address())).build());
  }

  /** Volumes in the order in which they first came: what was under way may come again. */
  private List<Integer> overRest() throws IOException {
    LinkedHashSet<Integer> volumes = new LinkedHashSet<>();
    for (RecordingSink.Message message : restSink.messages()) {
      JsonNode json = JSON.readTree(message.text());
      assertThat(json.path("type").asText()).as(message.text()).isEqualTo("event");
      volumes.add(json.path("slots").path("Volume").asInt());
    }
    return new ArrayList<>(volumes);
  }

  private List<Integer> overSoap() {
    return new ArrayList<>(new LinkedHashSet<>(soapSink.volumes()));
  }

  private void awaitBoth(int last) {
    List<Integer> all = IntStream.rangeClosed(1, last).boxed().toList();
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(overRest()).isEqualTo(all);
              assertThat(overSoap()).isEqualTo(all);
            });
    assertThat(soapSink.others()).isEmpty();
  }

  @Test
  void aRestSubscriptionASoapOneAndATokenSurviveAKill() throws Exception {
    StreamClient client = StreamClient.of(server.base()).loggedIn("admin", "admin");
    StreamClient revoked = StreamClient.of(server.base()).loggedIn("admin", "admin");
    revoked.send(
        revoked.request("authenticate/logout").POST(HttpRequest.BodyPublishers.noBody()).build());
    String ended =
        client
            .subscribe(StreamClient.body("ended", CELL, "a EQUALS \"b\"", restSink.uri(), ""))
            .id();
    client.unsubscribe(ended);
    String id =
        client
            .subscribe(
                StreamClient.body(
                    "kept",
                    CELL,
                    "CLASS EQUALS \"Usage\" AND Volume GREATER_THAN \"0\"",
                    restSink.uri(),
                    ", \"username\": \"admin\", \"password\": \"YWRtaW4=\""))
            .id();
    subscribeOverSoap();
    publish(1, 5);
    awaitBoth(5);
    JsonNode before = client.list(id).response();
    restSink.behave(message -> new RecordingSink.Answer(503, ""));
    publish(6, 10); // over REST, not taken before the kill

    server.kill();
    server.start();
    server.awaitReady();
    restSink.behave(message -> RecordingSink.Answer.ACCEPTED);
    publish(11, 15);

    awaitBoth(15);
    assertThat(client.list(id).response()).isEqualTo(before);
    assertThat(client.list().response()).hasSize(1);
    assertThat(client.list(ended).status()).isEqualTo(404);
    assertThat(revoked.list().status()).isEqualTo(401);
    assertThat(restSink.messages())
        .allSatisfy(
            message ->
                assertThat(message.headers().getFirst("Authorization"))
                    .isEqualTo("Basic YWRtaW46YWRtaW4="));
  }
}
