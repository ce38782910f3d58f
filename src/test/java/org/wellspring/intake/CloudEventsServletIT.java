package org.wellspring.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wellspring.metrics.Meters;
import org.wellspring.model.Event;
import org.wellspring.model.SelectorSet;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlName;
import org.wellspring.xml.XmlReader;

final class CloudEventsServletIT {
  private static final int MAX_OCTETS = 20_000;
  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String BATCHED = "application/cloudevents-batch+json";
  private static final String USAGE = "<fcs:Usage xmlns:fcs=\"urn:f\" Volume=\"4.3\"/>";

  private final SteppedTime time = new SteppedTime("2026-03-02T09:00:00Z");
  private final ListLog log = new ListLog();
  private final Meters meters = new Meters();
  private final HttpClient client = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();
  private final Server server = new Server();
  private URI uri = URI.create("http://127.0.0.1/");

  @BeforeEach
  void serve() throws Exception {
    EventIntake intake =
        new EventIntake(Catalogues.example(), log, meters, time, DedupWindow.DEFAULTS);
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setPort(0);
    connector.setAcceptQueueSize(512);
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    ServletHolder holder =
        new ServletHolder(
            new CloudEventsServlet(
                intake,
                new PublishLimits(MAX_OCTETS, 20),
                new XmlReader(XmlLimits.DEFAULTS),
                meters,
                time));
    holder.setAsyncSupported(true);
    context.addServlet(holder, "/api/events");
    server.setHandler(context);
    server.start();
    uri = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/api/events");
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private HttpRequest.Builder request() {
    return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String contentType, String body)
      throws IOException, InterruptedException {
    return send(
        request()
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private HttpRequest.Builder binary(String contentType, byte[] body) {
    return request()
        .header("ce-specversion", "1.0")
        .header("ce-id", "b1")
        .header("ce-source", Catalogues.FOUNTAINS.value())
        .header("ce-type", "http://control.fineartschool.com/fountains/Usage")
        .header("Content-Type", contentType)
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }

  /** Single quotes stand for double ones. */
  private static String event(String id, String more) {
    String text =
        "{'specversion':'1.0','id':'" + id + "','source':'urn:wellspring:events','type':'Ping'";
    return (text + (more.isEmpty() ? "" : "," + more) + "}").replace('\'', '"');
  }

  private Event only() {
    assertThat(log.events()).hasSize(1);
    return log.events().get(0);
  }

  private void assertStillServes() throws IOException, InterruptedException {
    int before = log.ids().size();
    assertThat(post(STRUCTURED, event("still-" + before, "")).statusCode()).isEqualTo(202);
    assertThat(log.ids()).hasSize(before + 1);
  }

  @Test
  void binaryModeKeepsAnXmlElementAsItIs() throws IOException, InterruptedException {
    HttpRequest request =
        binary("application/xml", USAGE.getBytes(StandardCharsets.UTF_8))
            .header("ce-subject", "ResourceID=b42%2520North&Wing=%C3%A4")
            .header("ce-time", "2026-03-02T10:00:00.5+02:00")
            .header("ce-traceparent", "00-1-2-00")
            .build();

    HttpResponse<String> response = send(request);

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    assertThat(response.body()).isEqualTo("{\"accepted\":1,\"position\":\"0\"}");
    Event event = only();
    assertThat(event.xml().utf8()).isEqualTo("<fcs:Usage Volume=\"4.3\" xmlns:fcs=\"urn:f\"/>");
    assertThat(event.id()).isEqualTo("b1");
    assertThat(event.action()).isEqualTo("http://control.fineartschool.com/fountains/Usage");
    assertThat(event.time()).isEqualTo(Instant.parse("2026-03-02T08:00:00.5Z"));
    assertThat(event.selectors())
        .isEqualTo(SelectorSet.of(java.util.Map.of("ResourceID", "b42 North", "Wing", "ä")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/xml; charset=ISO-8859-1", "application/soap+xml;charset=\"utf-16\""})
  void xmlDataIsDecodedAsItsContentTypeSays(String contentType)
      throws IOException, InterruptedException {
    Charset charset =
        contentType.contains("8859") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16;

    assertThat(send(binary(contentType, "<a>ä</a>".getBytes(charset)).build()).statusCode())
        .isEqualTo(202);
    assertThat(only().body().text()).isEqualTo("ä");
  }

  @Test
  void binaryModeMakesAnElementOfAJsonObject() throws IOException, InterruptedException {
    byte[] body = "{\"Volume\":4.3}".getBytes(StandardCharsets.UTF_8);

    assertThat(send(binary("application/json", body).build()).statusCode()).isEqualTo(202);

    assertThat(only().body().name())
        .isEqualTo(new XmlName("http://control.fineartschool.com/fountains", "Usage"));
    assertThat(JsonBody.jsonOf(only().body()).toString()).isEqualTo("{\"Volume\":4.3}");
    assertThat(only().time()).as("now, when none is given").isEqualTo(time.wallClock());
  }

  @ParameterizedTest
  @CsvSource({
    "Ping, urn:wellspring:events/Ping, urn:wellspring:events, Ping",
    "org.example.Ping, urn:wellspring:events/org.example.Ping, org.example, Ping",
    "http://x.org/e#Ping, http://x.org/e#Ping, http://x.org/e, Ping",
    "urn:x:Ping, urn:x:Ping, urn:x, Ping"
  })
  void theTypeGivesActionNamespaceAndName(String type, String action, String ns, String local)
      throws IOException, InterruptedException {
    String body = event("a", "'data':{'n':1}").replace("\"Ping\"", "\"" + type + "\"");

    assertThat(post(STRUCTURED, body).statusCode()).isEqualTo(202);
    assertThat(only().action()).isEqualTo(action);
    assertThat(only().body().name()).isEqualTo(new XmlName(ns, local));
    assertThat(new String(only().xml().unsafeArray(), StandardCharsets.UTF_8))
        .contains("xmlns=\"" + ns + "\"");
  }

  @Test
  void structuredModeTakesXmlAsStringAndAsBase64() throws IOException, InterruptedException {
    String text = "<?xml version='1.0' encoding='ISO-8859-1'?><a>ä</a>";
    String base64 = Base64.getEncoder().encodeToString("<b/>".getBytes(StandardCharsets.UTF_8));
    String quoted = json.writeValueAsString(text);

    assertThat(
            post(
                    STRUCTURED + "; charset=UTF-8",
                    event("a", "'datacontenttype':'application/xml','data':@").replace("@", quoted))
                .statusCode())
        .isEqualTo(202);
    assertThat(
            post(
                    STRUCTURED,
                    event("b", "'datacontenttype':'text/xml','data_base64':'" + base64 + "'"))
                .statusCode())
        .isEqualTo(202);
    String object =
        Base64.getEncoder().encodeToString("{\"n\":1}".getBytes(StandardCharsets.UTF_8));
    assertThat(post(STRUCTURED, event("c", "'data_base64':'" + object + "'")).statusCode())
        .isEqualTo(202);
    assertThat(log.events().get(0).body().toString()).isEqualTo("<a>ä</a>");
    assertThat(log.events().get(1).body().toString()).isEqualTo("<b/>");
    assertThat(log.events().get(2).body().text()).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json; charset=utf-8",
        "APPLICATION/JSON",
        "text/json",
        "application/vnd.school.v1+json"
      })
  void jsonDataMayBeOfAnyJsonType(String contentType) throws IOException, InterruptedException {
    String more = "'datacontenttype':'" + contentType + "','data':{'n':1}";

    HttpResponse<String> response = post(STRUCTURED, event("a", more));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    assertThat(JsonBody.jsonOf(only().body()).toString()).isEqualTo("{\"n\":1}");
  }

  @Test
  void anEventWithoutDataHasAnEmptyElement() throws IOException, InterruptedException {
    assertThat(post(STRUCTURED, event("a", "")).statusCode()).isEqualTo(202);
    assertThat(only().xml().utf8()).isEqualTo("<Ping xmlns=\"urn:wellspring:events\"/>");
  }

  @Test
  void aBatchIsTakenAsAWholeInOrderAndRepeatsCount() throws IOException, InterruptedException {
    String batch = "[" + event("a", "") + "," + event("b", "") + "," + event("a", "") + "]";

    assertThat(post(BATCHED, batch).body()).isEqualTo("{\"accepted\":3,\"position\":\"1\"}");
    assertThat(post(BATCHED, batch).body()).isEqualTo("{\"accepted\":3,\"position\":\"0\"}");
    assertThat(log.ids()).containsExactly("a", "b");
    assertThat(post(BATCHED, "[]").body()).isEqualTo("{\"accepted\":0}");
  }

  @Test
  void nothingOfABatchWithOneBadEventIsKept() throws IOException, InterruptedException {
    String batch =
        "[" + event("a", "") + "," + event("b", "'subject':'Floor=3'") + "," + event("", "") + "]";

    HttpResponse<String> response = post(BATCHED, batch);

    JsonNode problem = json.readTree(response.body());
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(problem.get("event").asInt()).isEqualTo(2);
    assertThat(problem.get("field").asText()).isEqualTo("id");
    assertThat(log.ids()).isEmpty();
    JsonNode second =
        json.readTree(post(BATCHED, batch.replace("\"id\":\"\"", "\"id\":\"c\"")).body());
    assertThat(second.get("event").asInt()).isEqualTo(1);
    assertThat(second.get("field").asText()).isEqualTo("subject");
    assertThat(second.get("detail").asText()).contains("has no selector Floor");
    assertStillServes();
  }

  /** Body (single quotes for double ones) and the field it must be refused for. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{|data",
        "[]|data",
        "'text'|data",
        "{'a':1} x|data",
        "{'specversion':'1.0','specversion':'1.0'}|data",
        "{'id':'a','source':'urn:wellspring:events','type':'Ping'}|specversion",
        "{'specversion':'0.3','id':'a','source':'urn:wellspring:events','type':'Ping'}|specversion",
        "{'specversion':'1.0','source':'urn:wellspring:events','type':'Ping'}|id",
        "{'specversion':'1.0','id':7,'source':'urn:wellspring:events','type':'Ping'}|id",
        "{'specversion':'1.0','id':null,'source':'urn:wellspring:events','type':'Ping'}|id",
        "{'specversion':'1.0','id':'a','type':'Ping'}|source",
        "{'specversion':'1.0','id':'a','source':'not a uri','type':'Ping'}|source",
        "{'specversion':'1.0','id':'a','source':'urn:unknown','type':'Ping'}|source",
        "{'specversion':'1.0','id':'a','source':'urn:wellspring:events'}|type",
        "{'specversion':'1.0','id':'a','source':'urn:wellspring:events','type':'has space'}|type",
        "{'specversion':'1.0','id':'a','source':'urn:wellspring:events','type':'urn:x:7up'}|type",
        "{'specversion':'1.0','id':'a','source':'urn:wellspring:events','type':'urn:x/'}|type",
        "{'specversion':'1.0','id':'a','source':'urn:example:strict','type':'urn:x:Ping'}|type",
        "@'time':'yesterday'|time",
        "@'time':'2026-02-30T00:00:00Z'|time",
        "@'time':12|time",
        "@'time':'+999999-01-01T00:00:00Z'|time",
        "@'subject':'b42f3North'|subject",
        "@'subject':''|subject",
        "@'subject':'A=%zz'|subject",
        "@'subject':'A=1&a=2'|subject",
        "@'subject':'A=%ff'|subject",
        "@'data':[1]|data",
        "@'data':'text'|data",
        "@'data':{'7up':1}|data",
        "@'data':{'a':'\\u0000'}|data",
        "@'data':{'a':NaN}|data",
        "@'datacontenttype':'text/plain','data':'x'|datacontenttype",
        "@'datacontenttype':'text/xml','data':{'n':1}|data",
        "@'datacontenttype':7|datacontenttype",
        "@'datacontenttype':'text/xml;charset=klingon','data':'<a/>'|datacontenttype",
        "@'datacontenttype':'application/xml','data':'<a>'|data",
        "@'datacontenttype':'application/xml','data':'<!DOCTYPE a><a/>'|data",
        "@'datacontenttype':'application/xml','data':'<?x y?><a/>'|data",
        "@'datacontenttype':'application/xml','data_base64':'/////w=='|data",
        "@'datacontenttype':'application/xml','data':''|data",
        "@'data_base64':'***'|data_base64",
        "@'data':{},'data_base64':'e30='|data_base64",
        "@'Bad_Ext':1|Bad_Ext",
        "@'dataschema':'not a uri'|dataschema"
      })
  void aBadEventIsRefusedByFieldAndTheNextIsTaken(String written, String field)
      throws IOException, InterruptedException {
    String body =
        written.startsWith("@") ? event("a", written.substring(1)) : written.replace('\'', '"');

    HttpResponse<String> response = post(STRUCTURED, body);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    JsonNode problem = json.readTree(response.body());
    assertThat(problem.get("field").asText()).as(response.body()).isEqualTo(field);
    assertThat(problem.get("event").asInt()).isZero();
    assertThat(problem.get("status").asInt()).isEqualTo(400);
    assertThat(problem.get("title").asText()).isNotEmpty();
    assertThat(problem.get("type").asText()).startsWith("urn:");
    assertThat(problem.get("detail").asText())
        .doesNotContain("com.fasterxml")
        .doesNotContain("io.cloudevents")
        .doesNotContain("java.")
        .isNotEmpty();
    assertThat(log.ids()).isEmpty();
    assertStillServes();
  }

  @ParameterizedTest
  @CsvSource({"ce-id, id", "ce-source, source", "ce-type, type", "ce-specversion, specversion"})
  void binaryModeNeedsItsFourHeaders(String header, String field)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = binary("application/xml", USAGE.getBytes(StandardCharsets.UTF_8));

    HttpResponse<String> response = send(request.setHeader(header, "").build());

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json.readTree(response.body()).get("field").asText()).isEqualTo(field);
    assertStillServes();
  }

  @Test
  void aHeaderThatIsThereTwiceIsRefused() throws IOException, InterruptedException {
    HttpResponse<String> response =
        send(binary("application/xml", new byte[0]).header("ce-id", "b2").build());

    assertThat(json.readTree(response.body()).get("field").asText()).isEqualTo("id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "text/plain",
        "application/cloudevents+xml",
        "application/cloudevents-batch+avro",
        "text/xml; charset=klingon"
      })
  void otherContentTypesAreNotTaken(String contentType) throws IOException, InterruptedException {
    HttpResponse<String> response = post(contentType, event("a", ""));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(415);
    assertThat(json.readTree(response.body()).get("status").asInt()).isEqualTo(415);
    assertStillServes();
  }

  @Test
  void binaryDataThatIsNeitherXmlNorJsonIsNotTaken() throws IOException, InterruptedException {
    assertThat(send(binary("image/png", new byte[] {1}).build()).statusCode()).isEqualTo(415);
    assertThat(
            send(binary("application/xml", new byte[] {1})
                    .header("Content-Encoding", "gzip")
                    .build())
                .statusCode())
        .isEqualTo(415);
    assertStillServes();
  }

  @Test
  void aLargeRequestIsRefusedWhetherItSaysItsLengthOrNot()
      throws IOException, InterruptedException {
    byte[] large = "x".repeat(MAX_OCTETS + 1).getBytes(StandardCharsets.UTF_8);
    HttpRequest.BodyPublisher chunked =
        HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large));

    assertThat(post(STRUCTURED, "x".repeat(MAX_OCTETS + 1)).statusCode()).isEqualTo(413);
    HttpResponse<String> response =
        send(request().header("Content-Type", STRUCTURED).POST(chunked).build());
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).contains("20000 octets");
    assertStillServes();
  }

  @Test
  void aBatchOfTooManyEventsIsRefused() throws IOException, InterruptedException {
    String batch = "[" + "{},".repeat(20) + "{}]";

    HttpResponse<String> response = post(BATCHED, batch);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("at most 20");
  }

  @Test
  void aLogThatTakesNothingSendsPublishersAwayForAWhile() throws IOException, InterruptedException {
    log.full(true);
    HttpResponse<String> response = post(STRUCTURED, event("a", ""));
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("5");
    assertThat(response.body()).contains("the log is full").doesNotContain("\"field\"");

    log.full(false);
    assertThat(post(STRUCTURED, event("a", "")).statusCode()).isEqualTo(202);
  }

  @Test
  void onlyPostIsOffered() throws IOException, InterruptedException {
    HttpResponse<String> get = send(request().GET().build());
    assertThat(get.statusCode()).isEqualTo(405);
    assertThat(get.headers().firstValue("Allow")).contains("POST, OPTIONS");
    HttpRequest.BodyPublisher none = HttpRequest.BodyPublishers.noBody();
    assertThat(send(request().method("OPTIONS", none).build()).statusCode()).isEqualTo(204);
    assertThat(send(request().method("DELETE", none).build()).statusCode()).isEqualTo(405);
  }

  @Test
  void noThreadWaitsWhileTheLogWorks() {
    log.hold();
    int publishers = 300; // more than the server has threads

    CompletableFuture<?>[] answers = new CompletableFuture<?>[publishers];
    for (int i = 0; i < publishers; i++) {
      HttpRequest request =
          request()
              .header("Content-Type", STRUCTURED)
              .POST(HttpRequest.BodyPublishers.ofString(event("e" + i, "")))
              .build();
      answers[i] =
          client
              .sendAsync(request, HttpResponse.BodyHandlers.ofString())
              .thenAccept(response -> assertThat(response.statusCode()).isEqualTo(202));
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(() -> assertThat(log.waiting()).isEqualTo(publishers));
    assertThat(answers).noneMatch(CompletableFuture::isDone);
    for (int i = 0; i < publishers; i++) {
      log.settleNext();
    }
    CompletableFuture.allOf(answers).join();
    assertThat(log.ids()).hasSize(publishers).doesNotHaveDuplicates();
  }

  @Test
  void aPublisherThatHangsUpMidBodyLeavesNothing() throws IOException, InterruptedException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", uri.getPort()), 2_000);
      String half =
          "POST /api/events HTTP/1.1\r\nHost: x\r\nContent-Type: "
              + STRUCTURED
              + "\r\nContent-Length: 500\r\n\r\n{\"spec";
      socket.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
    }
    assertStillServes();
  }
}
