package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wellspring.server.StartedServer.FOUNTAINS;
import static org.wellspring.server.StartedServer.anyPort;
import static org.wellspring.server.StartedServer.at;
import static org.wellspring.server.StartedServer.upTo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.wellspring.client.ClientSettings;
import org.wellspring.client.Credentials;
import org.wellspring.client.ExchangeFailed;
import org.wellspring.client.Mode;
import org.wellspring.client.PublishClient;
import org.wellspring.client.SinkServer;
import org.wellspring.client.SoapFault;
import org.wellspring.client.SubscribeOptions;
import org.wellspring.client.SubscriptionHandle;
import org.wellspring.client.WsmanClient;
import org.wellspring.model.Principal;
import org.wellspring.model.Secret;
import org.wellspring.model.SelectorSet;
import org.wellspring.security.Passwords;
import org.wellspring.security.User;
import org.wellspring.security.UsersFile;
import org.wellspring.server.RawHttp.Reply;

/** Who may do what, with a users file. */
final class SecurityIT {
  private static final String SINK_PASSWORD = "s1nk-Passw0rt";

  @TempDir private Path directory;
  private final Inbox inbox = new Inbox();
  private StartedServer server;
  private SinkServer sink;

  @BeforeEach
  void start() throws Exception {
    Path users = directory.resolve("users");
    add(users, "anna", Principal.Role.USER);
    add(users, "bernd", Principal.Role.USER);
    add(users, "chef", Principal.Role.ADMIN);
    server = StartedServer.with("security.users=" + users);
    sink = SinkServer.start(anyPort(), inbox);
  }

  private static void add(Path users, String name, Principal.Role role) throws Exception {
    UsersFile.put(
        users, new User(name, role, Passwords.standard().hash(new Secret("pw-of-" + name))));
  }

  @AfterEach
  void stop() {
    server.close();
    sink.close();
  }

  private ClientSettings as(String user) {
    return server.settings().with(new Credentials(user, new Secret("pw-of-" + user)));
  }

  private WsmanClient client(String user) {
    return new WsmanClient(as(user));
  }

  private SubscriptionHandle subscribe(String user, SubscribeOptions.Builder options)
      throws Exception {
    WsmanClient client = client(user);
    return client.subscribe(client.resource(FOUNTAINS, SelectorSet.NONE), options.build());
  }

  private static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair);
  }

  @Test
  void whoHasNoCredentialsIsChallengedAndMaySendThemOnTheSameConnection() throws Exception {
    try (RawHttp http = new RawHttp(server.base())) {
      Reply refused = http.send(RawHttp.post("/wsman", Soap.IDENTIFY)).read();
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.headers().get("www-authenticate")).startsWith("Basic realm=");

      Reply wrong = http.send(RawHttp.post("/wsman", Soap.IDENTIFY, basic("anna", "guess"))).read();
      assertThat(wrong.status()).isEqualTo(401);
      assertThat(wrong.headers()).containsKey("www-authenticate");

      Reply right =
          http.send(RawHttp.post("/wsman", Soap.IDENTIFY, basic("anna", "pw-of-anna"))).read();
      assertThat(right.status()).isEqualTo(200);
    }
  }

  @Test
  void eventsAreTakenFromUsersOnly() throws Exception {
    subscribe("anna", SubscribeOptions.to(Mode.PUSH, at(sink.uri())));

    assertThatThrownBy(() -> server.publish(1, 1))
        .isInstanceOf(ExchangeFailed.class)
        .hasMessageContaining("401");
    new PublishClient(as("bernd")).publish(List.of(StartedServer.usage(StartedServer.NORTH, 2)));

    inbox.awaitVolumes(List.of(2));
  }

  /** The mark of an anonymous Identify opens nothing else. */
  @ParameterizedTest
  @ValueSource(strings = {"/api/events", "/metrics", "/nowhere", "/wsman/"})
  void theMarkOfAnAnonymousIdentifyOpensNothingElse(String path) throws Exception {
    try (RawHttp http = new RawHttp(server.base())) {
      String event = StartedServer.usage(StartedServer.NORTH, 9).data();
      Reply reply =
          http.send(
                  RawHttp.post(
                      path,
                      event,
                      "WSMANIDENTIFY: unauthenticated",
                      "Content-Type: application/xml",
                      "ce-specversion: 1.0",
                      "ce-id: 9",
                      "ce-source: " + FOUNTAINS,
                      "ce-type: Usage"))
              .read();

      assertThat(reply.status()).isEqualTo(401);
    }
  }

  @Test
  void anAnonymousIdentifyTellsLittleAndNothingElseIsAnswered() throws Exception {
    try (RawHttp http = new RawHttp(server.base())) {
      Reply byPath = http.send(RawHttp.post("/wsman-anon/identify", Soap.IDENTIFY)).read();
      Reply byHeader =
          http.send(RawHttp.post("/wsman", Soap.IDENTIFY, "WSMANIDENTIFY: unauthenticated")).read();
      Reply subscribe =
          http.send(
                  RawHttp.post(
                      "/wsman-anon/identify", Soap.pushSubscribe(sink.uri().toString(), "", "")))
              .read();
      Reply get =
          http.send(
                  RawHttp.post(
                      "/wsman",
                      Soap.request("http://schemas.xmlsoap.org/ws/2004/09/transfer/Get", "", ""),
                      "WSMANIDENTIFY: unauthenticated"))
              .read();

      assertThat(byPath.status()).isEqualTo(200);
      assertThat(byPath.body()).contains("IdentifyResponse");
      assertThat(byHeader.body()).isEqualTo(byPath.body());
      assertThat(subscribe.body()).contains("AccessDenied");
      assertThat(get.body()).contains("AccessDenied");
      assertThat(server.server().subscriptions()).isEmpty();
    }
  }

  @Test
  void theContractAndHealthNeedNoCredentialsMetricsDo() throws Exception {
    assertThat(server.get("/wsman?wsdl").statusCode()).isEqualTo(200);
    assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(server.get("/metrics").statusCode()).isEqualTo(401);
    String[] header = basic("anna", "pw-of-anna").split(": ", 2);
    assertThat(server.get("/metrics", header).statusCode()).isEqualTo(200);
  }

  @Test
  void aSubscriptionBelongsToWhoMadeIt() throws Exception {
    SubscriptionHandle hers =
        subscribe("anna", SubscribeOptions.pull().expires(Duration.ofHours(1)));

    assertThatThrownBy(() -> client("bernd").status(hers.manager()))
        .isInstanceOf(SoapFault.class)
        .hasMessageContaining("another user");
    assertThatThrownBy(() -> client("bernd").renew(hers.manager(), Optional.of("PT2H")))
        .isInstanceOf(SoapFault.class);
    assertThatThrownBy(() -> client("bernd").unsubscribe(hers.manager()))
        .isInstanceOf(SoapFault.class);
    assertThatThrownBy(
            () ->
                client("bernd")
                    .pull(
                        hers.manager(),
                        hers.context().orElseThrow(),
                        java.util.OptionalInt.empty(),
                        Optional.of(Duration.ofSeconds(1))))
        .isInstanceOf(SoapFault.class);

    assertThat(client("anna").status(hers.manager())).isPresent();
    assertThat(client("chef").renew(hers.manager(), Optional.of("PT2H"))).contains("PT2H");
    client("chef").unsubscribe(hers.manager());
    assertThat(server.server().subscriptions()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "http://[fe80::1]/",
        "http://0.0.0.0:80/",
        "ftp://127.0.0.1/",
        "http://user:pw@127.0.0.1:9/"
      })
  void aForbiddenSinkIsRefusedAtSubscribe(String address) {
    assertThatThrownBy(
            () ->
                subscribe(
                    "anna",
                    SubscribeOptions.to(
                        Mode.PUSH, org.wellspring.model.EndpointReference.to(address))))
        .isInstanceOf(SoapFault.class);
    assertThat(server.server().subscriptions()).isEmpty();
  }

  @Test
  void theServerItselfIsNoSinkNorWhereToReportTheEnd() {
    assertThatThrownBy(
            () ->
                subscribe(
                    "anna",
                    SubscribeOptions.to(Mode.PUSH, at(server.base().resolve("/api/events")))))
        .isInstanceOf(SoapFault.class)
        .hasMessageContaining("allow-self");
    assertThatThrownBy(
            () ->
                subscribe(
                    "anna",
                    SubscribeOptions.to(Mode.PUSH, at(sink.uri()))
                        .endTo(at(server.base().resolve("/api/events")))))
        .isInstanceOf(SoapFault.class);
  }

  @Test
  void credentialsForTheSinkReachItAndNobodyElse() throws Exception {
    List<String> logged = new CopyOnWriteArrayList<>();
    AppenderBase<ILoggingEvent> watching = watch(logged);
    Logger ours = (Logger) LoggerFactory.getLogger("org.wellspring");
    try (RecordingSink own = RecordingSink.accepting();
        RawHttp http = new RawHttp(server.base())) {
      ours.setLevel(Level.ALL);
      ours.addAppender(watching);
      String tokens =
          """
          <wst:IssuedTokens xmlns:wst="http://schemas.xmlsoap.org/ws/2005/02/trust" \
          xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/\
          oasis-200401-wss-wssecurity-secext-1.0.xsd" s:mustUnderstand="true">\
          <wst:RequestSecurityTokenResponse><wst:RequestedSecurityToken><wsse:UsernameToken>\
          <wsse:Username>brunnen</wsse:Username><wsse:Password>%s</wsse:Password>\
          </wsse:UsernameToken></wst:RequestedSecurityToken></wst:RequestSecurityTokenResponse>\
          </wst:IssuedTokens>"""
              .formatted(SINK_PASSWORD);
      Reply reply =
          http.send(
                  RawHttp.post(
                      "/wsman",
                      Soap.pushSubscribe(own.uri().toString(), tokens, ""),
                      basic("anna", "pw-of-anna")))
              .read();
      assertThat(reply.body()).contains("SubscribeResponse").doesNotContain(SINK_PASSWORD);
      own.behave(message -> new RecordingSink.Answer(503, ""));
      new PublishClient(as("bernd")).publish(List.of(StartedServer.usage(StartedServer.NORTH, 2)));

      String authorization = own.awaitMessages(2).get(0).headers().getFirst("Authorization");
      assertThat(authorization)
          .isEqualTo(basic("brunnen", SINK_PASSWORD).substring("Authorization: ".length()));
      assertThat(own.messages().get(0).text()).doesNotContain(SINK_PASSWORD);
    } finally {
      ours.setLevel(null); // as its parent has it
      ours.detachAppender(watching);
    }
    String encoded =
        Base64.getEncoder()
            .encodeToString(("brunnen:" + SINK_PASSWORD).getBytes(StandardCharsets.UTF_8));
    assertThat(logged).isNotEmpty();
    assertThat(String.join("\n", logged))
        .doesNotContain(SINK_PASSWORD)
        .doesNotContain(encoded)
        .doesNotContain("pw-of-anna");
  }

  private static AppenderBase<ILoggingEvent> watch(List<String> lines) {
    AppenderBase<ILoggingEvent> appender =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
          }
        };
    appender.start();
    return appender;
  }

  /** A user who is added while the server runs may come in; nobody has to restart it. */
  @Test
  void aNewUserMayComeInSoon() throws Exception {
    add(directory.resolve("users"), "dora", Principal.Role.USER);

    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .ignoreException(ExchangeFailed.class)
        .until(() -> client("dora").identify() != null);
  }

  @Test
  void eventsGoOnToReachWhoSubscribed() throws Exception {
    subscribe("anna", SubscribeOptions.to(Mode.BATCHED, at(sink.uri())));
    PublishClient publisher = new PublishClient(as("bernd"));
    for (int n : upTo(5)) {
      publisher.publish(StartedServer.usage(StartedServer.NORTH, n));
    }

    inbox.awaitVolumes(upTo(5));
  }
}
