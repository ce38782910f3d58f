package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wellspring.model.Principal;
import org.wellspring.model.Secret;
import org.wellspring.security.Passwords;
import org.wellspring.security.User;
import org.wellspring.security.UsersFile;

/** Who may use the REST streams: logins, tokens, and what belongs to whom. */
final class StreamLoginIT {
  private static final URI NOWHERE = URI.create("http://127.0.0.1:9/notify");

  @TempDir private Path folder;
  private Path users;
  private StartedServer server;
  private StreamClient nobody;

  @BeforeEach
  void start() throws Exception {
    users = folder.resolve("users");
    put("alice", "secret-a", Principal.Role.USER);
    put("bob", "secret-b", Principal.Role.USER);
    put("root", "secret-r", Principal.Role.ADMIN);
    server = serve();
    nobody = StreamClient.of(server.base());
  }

  private void put(String name, String password, Principal.Role role) throws IOException {
    UsersFile.put(users, new User(name, role, Passwords.standard().hash(new Secret(password))));
  }

  private StartedServer serve() throws IOException {
    return StartedServer.at(
        folder.resolve("data"), StartedServer.CONFIG, "security.users=" + users);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String body(String name) {
    return StreamClient.body(name, "any", "severity EQUALS \"MAJOR\"", NOWHERE, "");
  }

  private static List<String> listed(StreamClient who) throws Exception {
    List<String> ids = new ArrayList<>();
    who.list().response().forEach(one -> ids.add(one.path("subscriptionId").path(0).asText()));
    return ids;
  }

  @Test
  void aLoginIsAnsweredAsTheApiPrintsIt() throws Exception {
    LocalDateTime before = LocalDateTime.now(ZoneOffset.UTC).minusSeconds(1);

    StreamClient.Answer answer =
        nobody.post(
            "authenticate/login",
            "application/x-www-form-urlencoded",
            "username=alice&password=secret-a&tenantName=Global");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.message()).isEqualTo("OK");
    JsonNode response = answer.response();
    assertThat(response.size()).isEqualTo(4);
    assertThat(response.path("status").asText()).isEqualTo("OK");
    assertThat(response.path("authPassed").isBoolean()).isTrue();
    assertThat(response.path("authPassed").asBoolean()).isTrue();
    assertThat(response.path("authToken").asText()).hasSizeGreaterThan(40);
    assertThat(LocalDateTime.parse(response.path("expires").asText()))
        .isBetween(before.plusHours(24), LocalDateTime.now(ZoneOffset.UTC).plusHours(24));
  }

  @Test
  void aWrongPasswordGetsNoToken() throws Exception {
    StreamClient.Answer wrong = nobody.login("alice", "secret-b");
    StreamClient.Answer unknown = nobody.login("mallory", "secret-a");
    StreamClient.Answer empty =
        nobody.post("authenticate/login", "application/x-www-form-urlencoded", "username=alice");

    for (StreamClient.Answer answer : List.of(wrong, unknown)) {
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.response().path("authPassed").asBoolean(true)).isFalse();
      assertThat(answer.response().has("authToken")).isFalse();
    }
    assertThat(wrong.message()).isEqualTo(unknown.message());
    assertThat(empty.status()).isEqualTo(400);
    assertThat(empty.message()).startsWith("password: ");
  }

  @Test
  void tokenInEitherHeaderOrBasicLetsIn() throws Exception {
    String token = nobody.login("alice", "secret-a").response().path("authToken").asText();

    assertThat(nobody.with("authToken", token).list().status()).isEqualTo(200);
    assertThat(nobody.with("Authorization", "authToken " + token).list().status()).isEqualTo(200);
    assertThat(nobody.withBasic("alice", "secret-a").list().status()).isEqualTo(200);
  }

  @Test
  void nobodyElseIsLetInAndTheAnswerSaysHow() throws Exception {
    List<StreamClient> strangers =
        List.of(
            nobody,
            nobody.withBasic("alice", "wrong"),
            nobody.with("authToken", "made-up"),
            nobody.with("Authorization", "authToken made-up"));

    for (StreamClient stranger : strangers) {
      StreamClient.Answer answer = stranger.list();
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.message()).startsWith("authToken: ");
      assertThat(answer.http().headers().firstValue("WWW-Authenticate")).isPresent();
      assertThat(stranger.subscribe(body("x")).status()).isEqualTo(401);
      assertThat(events(stranger, "any").status()).isEqualTo(401);
    }
    assertThat(server.get("/bppmws/api/openapi.json").statusCode()).isEqualTo(200);
  }

  private static StreamClient.Answer events(StreamClient who, String id) throws Exception {
    return who.send(who.request("stream/" + id + "/events").GET().build());
  }

  /** The door's own rules must not open others. */
  @Test
  void thePathOfThisDoorOpensNoOther() throws Exception {
    for (String path :
        List.of(
            "/bppmws/api/../../metrics",
            "/bppmws/api/%2e%2e/%2e%2e/metrics",
            "/bppmws/api/..;/..;/metrics",
            "/bppmws/apis",
            "//bppmws/api/../../metrics")) {
      try (RawHttp http = new RawHttp(server.base())) {
        RawHttp.Reply reply = http.send(RawHttp.head("GET", path) + "\r\n").read();
        assertThat(reply.status()).as(path).isIn(400, 401, 404);
        assertThat(reply.body()).as(path).doesNotContain("wellspring_");
      }
    }
  }

  @Test
  void aTokenSurvivesARestartAndARevocationDoes() throws Exception {
    StreamClient kept = nobody.loggedIn("alice", "secret-a");
    StreamClient revoked = nobody.loggedIn("alice", "secret-a");
    StreamClient.Answer logout = logout(revoked, "");
    assertThat(logout.status()).isEqualTo(200);
    assertThat(logout.response().path("revokedTokens").asInt()).isEqualTo(1);
    assertThat(revoked.list().status()).isEqualTo(401);

    server.stop();
    server = serve();

    assertThat(moved(kept).list().status()).isEqualTo(200);
    assertThat(moved(revoked).list().status()).isEqualTo(401);
  }

  private static StreamClient.Answer logout(StreamClient who, String query) throws Exception {
    return who.send(
        who.request("authenticate/logout" + query)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build());
  }

  /** The same caller at the server that has come back on another port. */
  private StreamClient moved(StreamClient who) {
    return who.at(server.base());
  }

  @Test
  void allTokensOfAUserCanBeRevokedAtOnce() throws Exception {
    StreamClient first = nobody.loggedIn("alice", "secret-a");
    StreamClient second = nobody.loggedIn("alice", "secret-a");
    StreamClient other = nobody.loggedIn("bob", "secret-b");

    assertThat(logout(first, "?all=true").response().path("revokedTokens").asInt()).isEqualTo(2);

    assertThat(second.list().status()).isEqualTo(401);
    assertThat(other.list().status()).isEqualTo(200);
  }

  @Test
  void aNewPasswordVoidsTheTokensOfBefore() throws Exception {
    StreamClient alice = nobody.loggedIn("alice", "secret-a");
    assertThat(alice.list().status()).isEqualTo(200);

    put("alice", "secret-new", Principal.Role.USER);

    Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> alice.list().status() == 401);
  }

  @Test
  void noTokenIsOnTheDisk() throws Exception {
    String token = nobody.login("alice", "secret-a").response().path("authToken").asText();

    try (var files = Files.walk(folder.resolve("data"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(token);
      }
    }
  }

  @Test
  void eachSeesAndEndsOnlyTheirOwnAndAnAdministratorAll() throws Exception {
    StreamClient alice = nobody.loggedIn("alice", "secret-a");
    StreamClient bob = nobody.loggedIn("bob", "secret-b");
    StreamClient root = nobody.loggedIn("root", "secret-r");
    String ofAlice = alice.subscribe(body("same name")).id();
    String ofBob = bob.subscribe(body("same name")).id();

    for (StreamClient.Answer foreign :
        List.of(bob.list(ofAlice), bob.unsubscribe(ofAlice), events(bob, ofAlice))) {
      assertThat(foreign.status()).isEqualTo(403);
      assertThat(foreign.message()).startsWith("subscriptionId: ");
    }
    assertThat(listed(alice)).containsExactly(ofAlice);
    assertThat(listed(bob)).containsExactly(ofBob);
    assertThat(listed(root)).containsExactlyInAnyOrder(ofAlice, ofBob);
    assertThat(root.unsubscribe(ofAlice).status()).isEqualTo(200);
    assertThat(listed(alice)).isEmpty();
  }
}
