package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.wellspring.model.Principal;
import org.wellspring.model.Secret;
import org.wellspring.security.Passwords;
import org.wellspring.security.User;
import org.wellspring.security.UsersFile;
import org.wellspring.stream.LoginApi;
import org.wellspring.stream.OpenApi;
import org.wellspring.stream.StreamApi;

/** The OpenAPI document, as it is served, against what the server does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OpenApiIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String UNKNOWN = "e6a9bb54-da25-102b-9a03-2db401e887ec";

  /** These need a server that is at its limits. */
  private static final Set<String> NOT_PROVOKED = Set.of("429", "503");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final SchemaRegistry schemas =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final Set<String> provoked = new HashSet<>();
  private StartedServer server;
  private JsonNode document;

  @BeforeAll
  void start(@TempDir java.nio.file.Path folder) throws Exception {
    java.nio.file.Path users = folder.resolve("users");
    for (String name : List.of("admin", "other")) {
      UsersFile.put(
          users, new User(name, Principal.Role.USER, Passwords.standard().hash(new Secret(name))));
    }
    server = StartedServer.with("stream.cell=pncell_vm-1304", "security.users=" + users);
    document = JSON.readTree(server.get("/bppmws/api/openapi.json").body()); // open to everyone
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private JsonNode operation(String method, String path) {
    return document.path("paths").path(path).path(method);
  }

  /** A schema of the document with the components that it refers to. */
  private Schema schema(JsonNode inDocument) {
    ObjectNode whole = JSON.createObjectNode();
    whole.set("components", document.path("components"));
    whole.putArray("allOf").add(inDocument);
    return schemas.getSchema(whole);
  }

  private void assertFits(JsonNode value, JsonNode schema, String what) {
    assertThat(schema.isMissingNode()).as(what + " has a schema").isFalse();
    assertThat(schema(schema).validate(value)).as(what + ": " + value).isEmpty();
  }

  @Test
  void theDocumentIsWellFormed() {
    assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
    assertThat(document.path("info").path("title").asText()).isNotEmpty();
    assertThat(document.path("info").path("version").asText()).isNotEmpty();
    assertThat(schema(document.at("/components/schemas/Refusal")).validate(JSON.createObjectNode()))
        .as("control: what is no refusal is found out")
        .isNotEmpty();
    List<String> ids = new ArrayList<>();
    document
        .path("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fields()
                    .forEachRemaining(
                        method -> {
                          ids.add(method.getValue().path("operationId").asText());
                          assertParametersOfPathAreDeclared(path.getKey(), method.getValue());
                        }));
    assertThat(ids).doesNotHaveDuplicates().doesNotContain("");
    document
        .findValues("$ref")
        .forEach(
            ref ->
                assertThat(document.at(ref.asText().substring(1)).isMissingNode())
                    .as(ref.asText())
                    .isFalse());
  }

  private static void assertParametersOfPathAreDeclared(String path, JsonNode operation) {
    if (path.contains("{subscriptionId}")) {
      assertThat(operation.path("parameters").findValuesAsText("name"))
          .as(path)
          .contains("subscriptionId");
    }
  }

  @Test
  void everyOperationOfTheServerIsInTheDocumentAndNoOther() {
    Set<String> served = new TreeSet<>(Set.of("get /stream/{subscriptionId}/events"));
    for (Class<?> api : List.of(LoginApi.class, StreamApi.class, OpenApi.class)) {
      String root = api.getAnnotation(Path.class).value();
      for (Method method : api.getMethods()) {
        verb(method)
            .ifPresent(
                verb ->
                    served.add(
                        verb
                            + " "
                            + root
                            + Optional.ofNullable(method.getAnnotation(Path.class))
                                .map(path -> "/" + path.value())
                                .orElse("")));
      }
    }
    Set<String> described = new TreeSet<>();
    document
        .path("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(method -> described.add(method + " " + path.getKey())));

    assertThat(described).isEqualTo(served);
  }

  private static Optional<String> verb(Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
      if (verb != null) {
        return Optional.of(verb.value().toLowerCase(Locale.ROOT));
      }
    }
    return Optional.empty();
  }

  /** One exchange; what is not given is not sent. */
  private final class Call {
    private final String method;
    private final String template;
    private final HttpRequest.Builder request;
    private Optional<JsonNode> body = Optional.empty();

    Call(String method, String template, String path) {
      this.method = method;
      this.template = template;
      this.request = HttpRequest.newBuilder(server.base().resolve("/bppmws/api" + path));
    }

    Call header(String name, String value) {
      request.header(name, value);
      return this;
    }

    Call as(String token) {
      return header("authToken", token);
    }

    JsonNode send(String type, String content, int status) throws Exception {
      header("Content-Type", type);
      if (type.equals("application/json") && status == 200) {
        body = Optional.of(JSON.readTree(content));
      }
      return send(HttpRequest.BodyPublishers.ofString(content), status);
    }

    JsonNode send(int status) throws Exception {
      return send(HttpRequest.BodyPublishers.noBody(), status);
    }

    private JsonNode send(HttpRequest.BodyPublisher content, int status) throws Exception {
      HttpRequest sent = request.method(method.toUpperCase(Locale.ROOT), content).build();
      HttpResponse<InputStream> reply = http.send(sent, HttpResponse.BodyHandlers.ofInputStream());
      JsonNode operation = operation(method, template);
      String what = method + " " + template + " " + status;
      assertThat(reply.statusCode()).as(what).isEqualTo(status);
      body.ifPresent(
          json ->
              assertFits(
                  json,
                  operation.at("/requestBody/content/application~1json/schema"),
                  "request of " + what));
      provoked.add(what);
      return checked(operation, reply, what);
    }

    private JsonNode checked(JsonNode operation, HttpResponse<InputStream> reply, String what)
        throws IOException {
      JsonNode content =
          operation.path("responses").path(Integer.toString(reply.statusCode())).path("content");
      String type = reply.headers().firstValue("Content-Type").orElse("").split(";")[0];
      assertThat(content.has(type)).as(what + " as " + type).isTrue();
      try (InputStream in = reply.body()) {
        if (type.equals("text/event-stream")) {
          return JSON.nullNode();
        }
        JsonNode json = JSON.readTree(in);
        assertFits(json, content.path(type).path("schema"), "answer to " + what);
        return json.path("response");
      }
    }
  }

  private JsonNode example(String method, String template) {
    return operation(method, template).at("/requestBody/content/application~1json/example");
  }

  @Test
  void theServerAnswersAsTheDocumentSays() throws Exception {
    String login = "/authenticate/login";
    String admin = token("admin");
    String other = token("other");
    new Call("post", login, login).send(FORM, "username=admin&password=no", 401);
    new Call("post", login, login).send(FORM, "username=admin", 400);
    new Call("post", login, login).send("application/json", "{}", 415);

    String subscribe = "/stream/subscribe";
    String query = subscribe + "?dataType=event";
    String good = example("post", subscribe).toString();
    String id =
        new Call("post", subscribe, query)
            .as(admin)
            .send("application/json", good, 200)
            .path(0)
            .path("subscriptionId")
            .asText();
    new Call("post", subscribe, query).as(admin).send("application/json", good, 409);
    new Call("post", subscribe, query).as(admin).send("application/json", "{}", 400);
    new Call("post", subscribe, query).as(admin).send("text/plain", good, 415);
    new Call("post", subscribe, query).send("application/json", good, 401);
    String long_ = " ".repeat(600 * 1024);
    new Call("post", subscribe, query).as(admin).send("application/json", long_, 413);

    String all = "/stream/list";
    new Call("post", all, all).as(admin).send("application/json", "{}", 200);
    new Call("post", all, all).as(admin).send("application/json", "{\"a\":1}", 400);
    new Call("post", all, all).as(admin).send("text/plain", "{}", 415);
    new Call("post", all, all).as(admin).send("application/json", long_, 413);
    new Call("post", all, all).send("application/json", "{}", 401);

    for (String[] one :
        List.of(
            new String[] {"get", "/stream/{subscriptionId}/list"},
            new String[] {"get", "/stream/{subscriptionId}/events"},
            new String[] {"delete", "/stream/{subscriptionId}/unsubscribe"})) {
      String path = one[1].replace("{subscriptionId}", id);
      new Call(one[0], one[1], path).send(401);
      new Call(one[0], one[1], path).as(other).send(403);
      new Call(one[0], one[1], path.replace(id, UNKNOWN)).as(admin).send(404);
      if (path.endsWith("/events")) {
        new Call(one[0], one[1], path).as(admin).header("Last-Event-ID", "x").send(400);
        new Call(one[0], one[1], path).as(admin).header("Last-Event-ID", "x:1").send(410);
      }
      new Call(one[0], one[1], path).as(admin).send(200);
    }

    String logout = "/authenticate/logout";
    new Call("post", logout, logout + "?all=perhaps").as(other).send(400);
    new Call("post", logout, logout).as(other).send(200);
    new Call("post", logout, logout).as(other).send(401);
    new Call("get", "/openapi.json", "/openapi.json").send(200);

    assertThat(provoked).isEqualTo(documented());
  }

  private String token(String user) throws Exception {
    return new Call("post", "/authenticate/login", "/authenticate/login")
        .send(FORM, "username=" + user + "&password=" + user, 200)
        .path("authToken")
        .asText();
  }

  private Set<String> documented() {
    Set<String> all = new HashSet<>();
    document
        .path("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fields()
                    .forEachRemaining(
                        method ->
                            method
                                .getValue()
                                .path("responses")
                                .fieldNames()
                                .forEachRemaining(
                                    status -> {
                                      if (!NOT_PROVOKED.contains(status)) {
                                        all.add(
                                            method.getKey() + " " + path.getKey() + " " + status);
                                      }
                                    })));
    return all;
  }

  @Test
  void theExamplesAndWhatIsSentFitTheirSchemas() throws Exception {
    JsonNode notification = document.at("/webhooks/notification/post/requestBody/content");
    JsonNode schema = notification.at("/application~1json/schema");
    assertFits(notification.at("/application~1json/example"), schema, "example");
    String token = token("admin");
    StreamClient client = StreamClient.of(server.base()).withToken(token);

    try (RecordingSink sink = RecordingSink.accepting()) {
      for (String batch : List.of("", ", \"batch\": {\"maxMillis\": 10}")) {
        client
            .subscribe(
                StreamClient.body(
                    "all" + batch.length(),
                    "pncell_vm-1304",
                    "a EQUALS \"b\"",
                    sink.uri(),
                    batch + ", \"secret\": \"0123456789abcdef\""))
            .id();
      }
      HttpRequest publish =
          HttpRequest.newBuilder(server.base().resolve("/api/events"))
              .header("Content-Type", "application/cloudevents+json")
              .header(
                  "Authorization",
                  "Basic "
                      + java.util.Base64.getEncoder()
                          .encodeToString("admin:admin".getBytes(StandardCharsets.UTF_8)))
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      """
                      {"specversion":"1.0","id":"1","source":"urn:wellspring:events","type":"T",
                       "data":{"a":"b","n":[1,2.5]}}"""))
              .build();
      assertThat(http.send(publish, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(202);

      for (RecordingSink.Message message : sink.awaitMessages(2)) {
        assertFits(JSON.readTree(message.text()), schema, "notification");
        assertThat(message.headers().getFirst("Wellspring-Signature"))
            .matches(
                document.at("/webhooks/notification/post/parameters/0/schema/pattern").asText());
      }
    }
  }
}
