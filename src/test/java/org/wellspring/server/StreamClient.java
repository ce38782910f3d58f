package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A caller of the REST streams' API that sends what a test says. */
public final class StreamClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SOON = Duration.ofSeconds(30);

  /** An answer, whose envelope was checked. */
  public record Answer(int status, HttpResponse<String> http, JsonNode json) {
    public JsonNode response() {
      return json.path("response");
    }

    public String message() {
      return json.path("statusMsg").asText();
    }

    /** The id in the answer to a subscribe. */
    public String id() {
      assertThat(status).as(message()).isEqualTo(200);
      return response().path(0).path("subscriptionId").asText();
    }
  }

  private final URI api;
  private final List<String> headers;
  private final HttpClient http;

  private StreamClient(URI api, List<String> headers, HttpClient http) {
    this.api = api;
    this.headers = headers;
    this.http = http;
  }

  public static StreamClient of(URI server) {
    return new StreamClient(
        server.resolve("/bppmws/api/"),
        List.of(),
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
  }

  public StreamClient with(String header, String value) {
    List<String> more = new ArrayList<>(headers);
    more.addAll(List.of(header, value));
    return new StreamClient(api, more, http);
  }

  public StreamClient withBasic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return with("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  public StreamClient withToken(String token) {
    return with("authToken", token);
  }

  /** The same caller at another server. */
  StreamClient at(URI server) {
    return new StreamClient(server.resolve("/bppmws/api/"), headers, http);
  }

  URI path(String path) {
    return api.resolve(path);
  }

  public HttpClient http() {
    return http;
  }

  public HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(path(path)).timeout(SOON);
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(new String[0]));
    }
    return request;
  }

  public Answer send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> reply = http.send(request, HttpResponse.BodyHandlers.ofString());
    JsonNode json = JSON.readTree(reply.body());
    assertThat(json.path("statusCode").asText())
        .as(reply.body())
        .isEqualTo(Integer.toString(reply.statusCode()));
    assertThat(json.path("responseTimeStamp").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
    assertThat(json.size()).as(reply.body()).isEqualTo(4);
    return new Answer(reply.statusCode(), reply, json);
  }

  public Answer post(String path, String type, String body)
      throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  public Answer subscribe(String body) throws IOException, InterruptedException {
    return post("stream/subscribe?dataType=event", "application/json", body);
  }

  public Answer list() throws IOException, InterruptedException {
    return post("stream/list", "application/json", "{}");
  }

  public Answer list(String id) throws IOException, InterruptedException {
    return send(request("stream/" + id + "/list").GET().build());
  }

  public Answer unsubscribe(String id) throws IOException, InterruptedException {
    return send(request("stream/" + id + "/unsubscribe").DELETE().build());
  }

  public Answer login(String user, String password) throws IOException, InterruptedException {
    return post(
        "authenticate/login",
        "application/x-www-form-urlencoded",
        "username=" + encoded(user) + "&password=" + encoded(password));
  }

  /** A client with the token of a login that must succeed. */
  public StreamClient loggedIn(String user, String password)
      throws IOException, InterruptedException {
    Answer answer = login(user, password);
    assertThat(answer.status()).as(answer.message()).isEqualTo(200);
    return withToken(answer.response().path("authToken").asText());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** A subscription to one cell, as JSON; {@code more} are further members of the destination. */
  public static String body(
      String name, String cell, String condition, URI destination, String more) {
    return """
        {"subscriptionName": "%s",
         "criterias": [{"resourceType": "cell", "condition": "name EQUALS \\"%s\\"",
           "criterias": [{"resourceType": "event", "condition": "%s"}]}],
         "destination": {"type": "REST", "url": "%s"%s}}"""
        .formatted(name, cell, condition.replace("\"", "\\\""), destination, more);
  }
}
