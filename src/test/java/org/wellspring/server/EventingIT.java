package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wellspring.model.Principal;
import org.wellspring.model.Secret;
import org.wellspring.security.Passwords;
import org.wellspring.security.User;
import org.wellspring.security.UsersFile;
import org.wellspring.server.RecordingSink.Message;

/** Plain WS-Eventing over sockets: what the conversations cannot show. */
final class EventingIT {
  private static final String SOAP_12 = "http://www.w3.org/2003/05/soap-envelope";
  private static final String SOAP_11 = "http://schemas.xmlsoap.org/soap/envelope/";
  private static final String WSE = "http://www.w3.org/2011/03/ws-evt";

  @TempDir private Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private StartedServer server;
  private RecordingSink sink;

  @BeforeEach
  void start() throws IOException {
    server = StartedServer.with();
    sink = RecordingSink.accepting();
  }

  @AfterEach
  void stop() {
    server.close();
    sink.close();
  }

  private String subscribe(String soap) {
    return """
        <s:Envelope xmlns:s="%1$s" xmlns:wsa="http://www.w3.org/2005/08/addressing" xmlns:wse="%2$s">
          <s:Header>
            <wsa:Action>%2$s/Subscribe</wsa:Action>
            <wsa:MessageID>urn:uuid:4ae0b3c6-0f3b-4c33-8d39-30b66b1a0001</wsa:MessageID>
          </s:Header>
          <s:Body>
            <wse:Subscribe>
              <wse:EndTo><wsa:Address>%3$s</wsa:Address></wse:EndTo>
              <wse:Delivery><wse:NotifyTo><wsa:Address>%3$s</wsa:Address></wse:NotifyTo></wse:Delivery>
              <wse:Filter>//fcs:Usage[@Volume &gt; 2]</wse:Filter>
            </wse:Subscribe>
          </s:Body>
        </s:Envelope>"""
        .formatted(soap, WSE, sink.uri());
  }

  private HttpResponse<String> post(String path, String contentType, String envelope)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(server.base().resolve(path))
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofString(envelope))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String method, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.base().resolve(path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private String subscribed() throws IOException, InterruptedException {
    HttpResponse<String> made =
        post("/eventing/fountains", "application/soap+xml;charset=UTF-8", subscribe(SOAP_12));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
    Matcher id = Pattern.compile("SubscriptionID[^>]*>([^<]+)<").matcher(made.body());
    assertThat(id.find()).isTrue();
    return id.group(1);
  }

  private static int volume(Message message) {
    Matcher volume = Pattern.compile("Volume=\"(\\d+)\"").matcher(message.text());
    assertThat(volume.find()).as(message.text()).isTrue();
    return Integer.parseInt(volume.group(1));
  }

  /** The frame that the filter sees comes back with it. */
  @Test
  void aSubscriptionGoesOnWithItsFilterAfterARestart() throws Exception {
    subscribed();
    server.publish(1, 4);
    sink.awaitMessages(2);

    Path data = server.stop();
    server = StartedServer.at(data, StartedServer.CONFIG);
    server.publish(5, 6);

    assertThat(sink.awaitMessages(4)).extracting(EventingIT::volume).containsExactly(3, 4, 5, 6);
  }

  /** SOAP 1.1 §6.1.1. */
  @Test
  void notificationsInSoap11HaveTheirMediaTypeAndSoapAction() throws Exception {
    HttpResponse<String> made =
        post("/eventing/fountains", "text/xml;charset=UTF-8", subscribe(SOAP_11));
    assertThat(made.headers().firstValue("Content-Type").orElse(""))
        .isEqualToIgnoringCase("text/xml;charset=UTF-8");

    server.publish(3, 3);

    Message event = sink.awaitMessages(1).get(0);
    assertThat(event.headers().getFirst("Content-Type")).isEqualTo("text/xml;charset=UTF-8");
    assertThat(event.headers().getFirst("SOAPAction")).isEqualTo("\"" + StartedServer.USAGE + "\"");
    assertThat(event.text()).startsWith("<s:Envelope xmlns:s=\"" + SOAP_11 + "\"");
  }

  @Test
  void anOperatorEndsASubscriptionAndItsEndToIsTold() throws Exception {
    String id = subscribed();
    assertThat(send("GET", "/api/subscriptions").body())
        .contains("\"id\":\"" + id + "\"", "\"notifyTo\":\"" + sink.uri() + "\"");

    assertThat(send("GET", "/api/subscriptions/" + id).statusCode()).isEqualTo(404);
    assertThat(
            send("DELETE", "/api/subscriptions/" + id + "?reason=" + "x".repeat(1001)).statusCode())
        .isEqualTo(400);

    HttpResponse<String> ended =
        send("DELETE", "/api/subscriptions/" + id + "?reason=Closed%20for%20the%20summer.");

    assertThat(ended.statusCode()).isEqualTo(202);
    assertThat(sink.awaitMessages(1).get(0).text())
        .contains(WSE + "/SourceCancelling", "Closed for the summer.");
    assertThat(send("DELETE", "/api/subscriptions/" + id).statusCode()).isEqualTo(404);
  }

  @Test
  void theContractIsOpenToAllAndTheEventsToUsersOnly() throws Exception {
    server.close();
    Path users = directory.resolve("users");
    for (String name : new String[] {"anna", "bernd"}) {
      UsersFile.put(
          users,
          new User(name, Principal.Role.USER, Passwords.standard().hash(new Secret("pw-" + name))));
    }
    server = StartedServer.with("security.users=" + users);

    assertThat(send("GET", "/eventing?wsdl").statusCode()).isEqualTo(200);
    assertThat(send("GET", "/eventing/fountains?xsd=eventing-2011-03.xsd").statusCode())
        .isEqualTo(200);
    assertThat(send("GET", "/eventing?events").statusCode()).isEqualTo(401);
    assertThat(send("GET", "/eventing?events", basic("anna")).statusCode()).isEqualTo(200);
    assertThat(post("/eventing", "application/soap+xml", subscribe(SOAP_12)).statusCode())
        .isEqualTo(401);
  }

  private static String[] basic(String user) {
    byte[] pair = (user + ":pw-" + user).getBytes(StandardCharsets.UTF_8);
    return new String[] {"Authorization", "Basic " + Base64.getEncoder().encodeToString(pair)};
  }

  @Test
  void nobodyEndsASubscriptionOfSomebodyElse() throws Exception {
    server.close();
    Path users = directory.resolve("users");
    for (String name : new String[] {"anna", "bernd"}) {
      UsersFile.put(
          users,
          new User(name, Principal.Role.USER, Passwords.standard().hash(new Secret("pw-" + name))));
    }
    server = StartedServer.with("security.users=" + users);
    HttpRequest request =
        HttpRequest.newBuilder(server.base().resolve("/eventing"))
            .headers(basic("anna"))
            .header("Content-Type", "application/soap+xml")
            .POST(HttpRequest.BodyPublishers.ofString(subscribe(SOAP_12)))
            .build();
    assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
    String id = server.server().subscriptions().get(0).id().value();

    assertThat(send("GET", "/api/subscriptions", basic("bernd")).body()).doesNotContain(id);
    assertThat(send("DELETE", "/api/subscriptions/" + id, basic("bernd")).statusCode())
        .isEqualTo(403);
    assertThat(server.server().subscriptions()).hasSize(1);
    assertThat(send("DELETE", "/api/subscriptions/" + id, basic("anna")).statusCode())
        .isEqualTo(202);
  }

  @Test
  void whatIsNoMessageIsRefusedByHttp() throws Exception {
    assertThat(post("/eventing", "text/plain", "hello").statusCode()).isEqualTo(415);
    assertThat(send("PUT", "/eventing").statusCode()).isEqualTo(405);
    assertThat(send("GET", "/eventing").statusCode()).isEqualTo(404);
    assertThat(send("GET", "/eventing/nowhere?wsdl").statusCode()).isEqualTo(404);
    assertThat(post("/eventings", "text/xml", "<x/>").statusCode()).isEqualTo(404);
    URI elsewhere = URI.create("/eventing/nowhere");
    assertThat(post(elsewhere.toString(), "application/soap+xml", subscribe(SOAP_12)).body())
        .contains("DestinationUnreachable");
  }
}
