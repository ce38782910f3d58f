package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the REST streams' API refuses, with which status, and the field that it names. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StreamErrorsIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private StartedServer server;
  private StreamClient client;

  @BeforeAll
  void start() throws Exception {
    server = StartedServer.with("stream.cell=pncell_vm-1304");
    client = StreamClient.of(server.base()).loggedIn("admin", "admin");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static ObjectNode good(String name) throws IOException {
    return (ObjectNode)
        JSON.readTree(
            """
            {"subscriptionName": "%s",
             "criterias": [{"resourceType": "cell", "condition": "name EQUALS \\"pncell_vm-1304\\"",
               "criterias": [{"resourceType": "event",
                              "condition": "severity EQUALS \\"CRITICAL\\""}]}],
             "destination": {"type": "REST", "url": "http://127.0.0.1:9/notify",
               "username": "admin", "password": "YWRtaW4="}}"""
                .formatted(name));
  }

  private static ObjectNode cell(ObjectNode body) {
    return (ObjectNode) body.path("criterias").path(0);
  }

  private static ObjectNode event(ObjectNode body) {
    return (ObjectNode) cell(body).path("criterias").path(0);
  }

  private static ObjectNode destination(ObjectNode body) {
    return (ObjectNode) body.path("destination");
  }

  private static Arguments row(String what, Consumer<ObjectNode> spoil, String field, String says) {
    return Arguments.of(what, spoil, field, says);
  }

  static Stream<Arguments> spoiled() {
    return Stream.of(
        row("no name", b -> b.remove("subscriptionName"), "subscriptionName", "none was sent"),
        row("blank name", b -> b.put("subscriptionName", " "), "subscriptionName", "blank"),
        row("number as name", b -> b.put("subscriptionName", 7), "subscriptionName", "a text"),
        row("no criteria", b -> b.remove("criterias"), "criterias", "at least one"),
        row("empty criteria", b -> b.putArray("criterias"), "criterias", "at least one"),
        row("criteria no list", b -> b.put("criterias", "x"), "criterias", "a list"),
        row(
            "event without a cell before it",
            b -> {
              ObjectNode event = event(b);
              ((ArrayNode) b.path("criterias")).removeAll().add(event);
            },
            "criterias[0].resourceType",
            "needs a cell condition before it"),
        row(
            "cell in a cell",
            b -> event(b).put("resourceType", "cell"),
            "criterias[0].criterias[0].resourceType",
            "event is wanted here"),
        row(
            "unknown resource type",
            b -> cell(b).put("resourceType", "device"),
            "criterias[0].resourceType",
            "'device' is not known"),
        row(
            "unknown nested resource type",
            b -> event(b).put("resourceType", "alarm"),
            "criterias[0].criterias[0].resourceType",
            "'alarm' is not known"),
        row(
            "something nested in an event",
            b -> event(b).putArray("criterias"),
            "criterias[0].criterias[0].criterias",
            "nothing is nested"),
        row(
            "no condition",
            b -> event(b).remove("condition"),
            "criterias[0].criterias[0].condition",
            "none was sent"),
        row(
            "unknown operator",
            b -> event(b).put("condition", "severity LIKE \"CRITICAL\""),
            "criterias[0].criterias[0].condition",
            "LIKE"),
        row(
            "broken condition",
            b -> event(b).put("condition", "severity EQUALS \"CRITICAL\" AND"),
            "criterias[0].criterias[0].condition",
            "expected"),
        row(
            "event operator for a cell",
            b -> cell(b).put("condition", "name CONTAINS \"vm\""),
            "criterias[0].condition",
            "CONTAINS"),
        row(
            "blank operand",
            b -> event(b).put("condition", "msg NOT_EQUALS \"\""),
            "criterias[0].criterias[0].condition",
            "blank"),
        row(
            "blank operand in any case",
            b -> event(b).put("condition", "msg NOT_EQUALS_IGNORE_CASE \" \""),
            "criterias[0].criterias[0].condition",
            "blank"),
        row(
            "unknown field",
            b -> b.put("subscribtionName", "typo"),
            "subscribtionName",
            "no such field"),
        row("no destination", b -> b.remove("destination"), "destination", "none was sent"),
        row(
            "bad destination type",
            b -> destination(b).put("type", "SNMP"),
            "destination.type",
            "'SNMP'"),
        row("no URL", b -> destination(b).remove("url"), "destination.url", "none was sent"),
        row(
            "placeholder in the URL",
            b -> destination(b).put("url", "http://{HOSTNAME}:8080/notify"),
            "destination.url",
            "absolute http or https URL"),
        row(
            "URL of another scheme",
            b -> destination(b).put("url", "ftp://127.0.0.1/notify"),
            "destination.url",
            "absolute http or https URL"),
        row(
            "URL without a host",
            b -> destination(b).put("url", "http:/notify"),
            "destination.url",
            "needs a host"),
        row(
            "password in the URL",
            b -> destination(b).put("url", "http://a:b@127.0.0.1/notify"),
            "destination.url",
            "not into the URL"),
        row(
            "URL that policy forbids",
            b -> destination(b).put("url", "http://169.254.169.254/latest"),
            "destination.url",
            "security.sinks.deny"),
        row(
            "password not base64",
            b -> destination(b).put("password", "admin!"),
            "destination.password",
            "base64"),
        row(
            "user without password",
            b -> destination(b).remove("password"),
            "destination.password",
            "is wanted"),
        row(
            "password without user",
            b -> destination(b).remove("username"),
            "destination.username",
            "is wanted"),
        row(
            "short secret",
            b -> destination(b).put("secret", "short"),
            "destination.secret",
            "16 to 256"),
        row(
            "batch of none",
            b -> destination(b).putObject("batch").put("maxEvents", 0),
            "destination.batch.maxEvents",
            "1 to 10000"),
        row(
            "SSE with a URL",
            b -> destination(b).put("type", "SSE").remove(List.of("username", "password")),
            "destination.url",
            "only its type"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("spoiled")
  void aBodyThatIsWrongIsRefusedWithTheField(
      String what, Consumer<ObjectNode> spoil, String field, String says) throws Exception {
    ObjectNode body = good(what);
    spoil.accept(body);

    StreamClient.Answer answer = client.subscribe(body.toString());

    assertThat(answer.status()).as(answer.message()).isEqualTo(400);
    assertThat(answer.message()).startsWith(field + ": ").contains(says);
    assertThat(answer.response().path(0).path("field").asText()).isEqualTo(field);
    assertThat(server.server().subscriptions()).noneMatch(s -> isCalled(s, what));
  }

  private static boolean isCalled(org.wellspring.model.Subscription subscription, String name) {
    return subscription.terms().stream().filter(stream -> stream.name().equals(name)).isPresent();
  }

  /** The control: nothing but what is spoiled above is wrong with it. */
  @Test
  void theSameBodyUnspoiledIsTaken() throws Exception {
    client.subscribe(good("unspoiled").toString()).id();
  }

  @Test
  void theDataTypeMustBeEvent() throws Exception {
    String body = good("data type").toString();

    StreamClient.Answer other =
        client.post("stream/subscribe?dataType=metric", "application/json", body);
    StreamClient.Answer none = client.post("stream/subscribe", "application/json", body);

    assertThat(other.status()).isEqualTo(400);
    assertThat(other.message()).startsWith("dataType: ").contains("'metric'");
    assertThat(none.status()).isEqualTo(400);
    assertThat(none.message()).startsWith("dataType: ");
  }

  @Test
  void aNameIsTakenOnce() throws Exception {
    String id = client.subscribe(good("twice").toString()).id();

    StreamClient.Answer again = client.subscribe(good("twice").toString());
    client.unsubscribe(id);
    StreamClient.Answer afterwards = client.subscribe(good("twice").toString());

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.message()).startsWith("subscriptionName: ");
    assertThat(afterwards.status()).isEqualTo(200);
  }

  @Test
  void anUnknownIdIsNotFound() throws Exception {
    String unknown = "e6a9bb54-da25-102b-9a03-2db401e887ec";

    for (StreamClient.Answer answer :
        List.of(client.list(unknown), client.unsubscribe(unknown), events(unknown))) {
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.message()).startsWith("subscriptionId: ").contains(unknown);
    }
  }

  private StreamClient.Answer events(String id) throws Exception {
    return client.send(client.request("stream/" + id + "/events").GET().build());
  }

  @Test
  void anotherContentTypeIsRefused() throws Exception {
    String body = good("content type").toString();

    for (String type : List.of("text/plain", "application/x-www-form-urlencoded")) {
      StreamClient.Answer answer = client.post("stream/subscribe?dataType=event", type, body);
      assertThat(answer.status()).isEqualTo(415);
      assertThat(answer.message()).startsWith("Content-Type: ").contains("application/json");
    }
    StreamClient.Answer none =
        client.send(
            client.request("stream/list").POST(HttpRequest.BodyPublishers.ofString("{}")).build());
    assertThat(none.status()).isEqualTo(415);
    assertThat(client.post("authenticate/login", "application/json", "{}").status()).isEqualTo(415);
  }

  @Test
  void whatIsNotJsonIsRefusedWithItsPlace() throws Exception {
    StreamClient.Answer broken =
        client.subscribe("{\"subscriptionName\": \"x\",\n \"criterias\" }");
    StreamClient.Answer twice =
        client.subscribe("{\"subscriptionName\": \"x\", \"subscriptionName\": \"y\"}");
    StreamClient.Answer list = client.post("stream/list", "application/json", "[]");
    StreamClient.Answer filled = client.post("stream/list", "application/json", "{\"a\":1}");

    assertThat(broken.status()).isEqualTo(400);
    assertThat(broken.message()).startsWith("body: ").contains("line 2");
    assertThat(twice.message()).startsWith("body: ").contains("subscriptionName");
    assertThat(list.message()).startsWith("body: ");
    assertThat(filled.message()).startsWith("a: ");
  }

  @Test
  void otherPathsAndMethodsAreAnsweredInTheSameEnvelope() throws Exception {
    assertThat(client.send(client.request("nothing/here").GET().build()).status()).isEqualTo(404);
    assertThat(client.send(client.request("services").GET().build()).status()).isEqualTo(404);
    assertThat(client.send(client.request("stream/list").GET().build()).status()).isEqualTo(405);
    assertThat(
            client
                .send(
                    client
                        .request("stream/x/unsubscribe")
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build())
                .status())
        .isEqualTo(405);
  }

  @Test
  void aBodyBeyondTheLimitIsRefused() throws Exception {
    StreamClient.Answer answer = client.subscribe(" ".repeat(600 * 1024));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.message()).contains("http.max-request");
  }

  @Test
  void aCellThatIsNotHereIsSaidInAHeader() throws Exception {
    ObjectNode elsewhere = good("elsewhere");
    cell(elsewhere).put("condition", "name EQUALS \"pncell_other\"");

    StreamClient.Answer answer = client.subscribe(elsewhere.toString());
    StreamClient.Answer here = client.subscribe(good("here").toString());

    assertThat(answer.id()).isNotEmpty();
    assertThat(answer.http().headers().firstValue("Warning"))
        .hasValueSatisfying(text -> assertThat(text).contains("pncell_vm-1304"));
    assertThat(here.http().headers().firstValue("Warning")).isEmpty();
  }

  /** Receivers are often set up after the subscription. */
  @Test
  void aHostThatIsNotKnownYetIsTaken() throws Exception {
    ObjectNode body = good("unresolved");
    destination(body).put("url", "http://no-such-host.invalid:8080/TestStreamingClient/notify");

    assertThat(client.subscribe(body.toString()).status()).isEqualTo(200);
  }
}
