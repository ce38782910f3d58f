package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wellspring.client.SubscribeOptions;
import org.wellspring.client.SubscriptionHandle;
import org.wellspring.server.RawHttp.Reply;

/** What the front door makes of HTTP, seen octet by octet. */
@Timeout(120)
final class HttpRulesIT {
  private static final String LARGE = "x".repeat(20_000);

  private StartedServer server;
  private RawHttp http;

  @BeforeEach
  void start() throws Exception {
    server = StartedServer.with("http.max-request=16KiB", "http.max-threads=16");
    http = new RawHttp(server.base());
  }

  @AfterEach
  void stop() throws Exception {
    http.close();
    server.close();
  }

  private void assertStillServing() throws Exception {
    try (RawHttp fresh = new RawHttp(server.base())) {
      assertIdentified(fresh.send(RawHttp.post("/wsman", Soap.IDENTIFY)).read());
    }
  }

  private static void assertIdentified(Reply reply) {
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).contains("IdentifyResponse");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS"})
  void otherMethodsAreNotAllowed(String method) throws Exception {
    Reply reply = http.send(RawHttp.head(method, "/wsman") + "\r\n").read();

    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.headers().get("allow")).contains("POST").contains("GET");
    assertStillServing();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/plain", "multipart/related; type=\"x\""})
  void otherMediaTypesAreNotTaken(String type) throws Exception {
    Reply reply = http.send(RawHttp.post("/wsman", Soap.IDENTIFY, "Content-Type: " + type)).read();

    assertThat(reply.status()).isEqualTo(415);
    assertStillServing();
  }

  @Test
  void soap11GetsVersionMismatch() throws Exception {
    Reply reply =
        http.send(RawHttp.post("/wsman", Soap.IDENTIFY, "Content-Type: text/xml;charset=UTF-8"))
            .read();

    assertThat(reply.status()).isIn(400, 500);
    assertThat(reply.body()).contains("VersionMismatch");
    assertStillServing();
  }

  @Test
  void anAnnouncedOversizeRequestGetsAFaultThatNamesTheSetting() throws Exception {
    Reply reply = http.send(RawHttp.post("/wsman", LARGE)).read();

    assertThat(reply.status()).isIn(400, 500);
    assertThat(reply.body()).contains("EncodingLimit").contains("http.max-request");
    assertStillServing();
  }

  @Test
  void anOversizeRequestInChunksGetsAFaultToo() throws Exception {
    Reply reply =
        http.send(
                RawHttp.head("POST", "/wsman", "Transfer-Encoding: chunked")
                    + "\r\n"
                    + chunk(LARGE)
                    + "0\r\n\r\n")
            .read();

    assertThat(reply.status()).isIn(400, 500);
    assertThat(reply.body()).contains("EncodingLimit").contains("http.max-request");
    assertStillServing();
  }

  private static String chunk(String text) {
    return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }

  @Test
  void aRequestMayComeInChunks() throws Exception {
    String first = Soap.IDENTIFY.substring(0, 100);
    String rest = Soap.IDENTIFY.substring(100);

    Reply reply =
        http.send(
                RawHttp.head("POST", "/wsman", "Transfer-Encoding: chunked")
                    + "\r\n"
                    + chunk(first)
                    + chunk(rest)
                    + "0\r\n\r\n")
            .read();

    assertIdentified(reply);
  }

  @Test
  void aClientThatExpectsContinueIsToldTo() throws Exception {
    http.send(
        RawHttp.head(
                "POST",
                "/wsman",
                "Expect: 100-continue",
                "Content-Length: " + Soap.IDENTIFY.length())
            + "\r\n");

    assertThat(http.read().status()).isEqualTo(100);
    assertIdentified(http.send(Soap.IDENTIFY).read());
  }

  /** It learns that its message is too large before it sends it. */
  @Test
  void aClientThatExpectsContinueForTooMuchIsNotToldTo() throws Exception {
    Reply reply =
        http.send(
                RawHttp.head("POST", "/wsman", "Expect: 100-continue", "Content-Length: 20000000")
                    + "\r\n")
            .read();

    assertThat(reply.status()).isIn(400, 413, 500);
    assertThat(reply.body()).contains("http.max-request");
  }

  @Test
  void anHttp10ClientIsServed() throws Exception {
    Reply reply =
        http.send(
                "POST /wsman HTTP/1.0\r\nContent-Type: application/soap+xml\r\nContent-Length: "
                    + Soap.IDENTIFY.length()
                    + "\r\n\r\n"
                    + Soap.IDENTIFY)
            .read();

    assertIdentified(reply);
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws Exception {
    String other = Soap.request("urn:no-such-action", "", "");
    http.send(
        RawHttp.post("/wsman", Soap.IDENTIFY)
            + RawHttp.post("/wsman", other)
            + RawHttp.post("/wsman", "not xml")
            + RawHttp.post("/wsman", Soap.IDENTIFY));

    assertIdentified(http.read());
    assertThat(http.read().body()).contains("ActionNotSupported");
    assertThat(http.read().status()).isIn(400, 500);
    assertIdentified(http.read());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/services", "/wsman/", "/wsman/other", "/nowhere", "/wsman;x=1"})
  void noOtherPathShowsAnything(String path) throws Exception {
    Reply reply = http.send(RawHttp.head("GET", path) + "\r\n").read();

    assertThat(reply.status()).isIn(400, 404, 405);
    assertThat(reply.body()).doesNotContainIgnoringCase("cxf").doesNotContain("Exception");
  }

  /** What waits is suspended: 300 of them hold none of the 16 threads. */
  @Test
  void manyWaitingPullsDelayNobodyAndAreAllAnswered() throws Exception {
    List<RawHttp> connections = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        SubscriptionHandle pull = server.subscribe(SubscribeOptions.pull());
        connections.add(new RawHttp(server.base()).send(RawHttp.post("/wsman", pull(pull))));
      }
      assertTimeout(Duration.ofSeconds(3), this::assertStillServing);
      server.publish(5, 5);

      for (RawHttp connection : connections) {
        Reply reply = connection.read();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).contains("Volume=\"5\"");
      }
    } finally {
      for (RawHttp connection : connections) {
        connection.close();
      }
    }
  }

  private static String pull(SubscriptionHandle pull) {
    return Soap.request(
        "http://schemas.xmlsoap.org/ws/2004/09/enumeration/Pull",
        "<wse:Identifier>" + pull.id() + "</wse:Identifier>",
        "<wsen:Pull><wsen:EnumerationContext>"
            + pull.context().orElseThrow()
            + "</wsen:EnumerationContext></wsen:Pull>");
  }

  /** The events stay in the log: the next Pull gets what this client did not wait for. */
  @Test
  void aClientThatGoesAwayWhileItWaitsLosesNothing() throws Exception {
    SubscriptionHandle pull = server.subscribe(SubscribeOptions.pull());
    http.send(RawHttp.post("/wsman", pull(pull))).close();
    server.publish(1, 1);

    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(
            () -> {
              HttpResponse<String> again = server.post(pull(pull));
              assertThat(again.body()).contains("Volume=\"1\"");
            });
  }

  @Test
  void healthAndMetricsAnswer() throws Exception {
    assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
    assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
    HttpResponse<String> metrics = server.get("/metrics");
    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.body()).contains("wellspring_subscriptions");
  }
}
