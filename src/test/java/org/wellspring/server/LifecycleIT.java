package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.wellspring.server.StartedServer.anyPort;
import static org.wellspring.server.StartedServer.at;
import static org.wellspring.server.StartedServer.upTo;

import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wellspring.client.Mode;
import org.wellspring.client.ReceivedEvent.Kind;
import org.wellspring.client.SinkServer;
import org.wellspring.client.SoapFault;
import org.wellspring.client.SubscribeOptions;
import org.wellspring.client.SubscriptionHandle;
import org.wellspring.model.EndReason;
import org.wellspring.server.RecordingSink.Answer;
import org.wellspring.xml.XmlElement;

/** From Subscribe to the end of a subscription, whoever ends it, and sinks in trouble meanwhile. */
final class LifecycleIT {
  private static final Duration SOON = Duration.ofSeconds(15);
  private final Inbox inbox = new Inbox();
  private StartedServer server;
  private SinkServer sink;

  @BeforeEach
  void start() throws Exception {
    server = StartedServer.with();
    sink = SinkServer.start(anyPort(), inbox);
  }

  @AfterEach
  void stop() {
    server.close();
    sink.close();
  }

  private SubscribeOptions.Builder push() {
    return SubscribeOptions.to(Mode.PUSH, at(sink.uri())).endTo(at(sink.uri()));
  }

  private static Duration remaining(String xsd) {
    return Duration.parse(xsd);
  }

  @Test
  void renewCountsTheLeaseFromNowAndStatusTellsWhatIsLeft() throws Exception {
    SubscriptionHandle made = server.subscribe(push().expires("PT1H"));
    assertThat(remaining(made.expires().orElseThrow())).isEqualTo(Duration.ofHours(1));

    Optional<String> granted = server.client().renew(made.manager(), Optional.of("PT30M"));
    Optional<String> left = server.client().status(made.manager());

    assertThat(remaining(granted.orElseThrow())).isEqualTo(Duration.ofMinutes(30));
    assertThat(remaining(left.orElseThrow()))
        .isBetween(Duration.ofMinutes(29), Duration.ofMinutes(30));
  }

  @Test
  void aLeaseThatRunsOutEndsTheSubscriptionInSilence() throws Exception {
    SubscriptionHandle made = server.subscribe(push().expires("PT1S"));

    await().atMost(SOON).until(() -> server.server().subscriptions().isEmpty());
    assertThatThrownBy(() -> server.client().renew(made.manager(), Optional.of("PT1H")))
        .isInstanceOf(SoapFault.class);
    server.publish(1, 1);
    server.subscribe(push());
    server.publish(2, 2);
    inbox.awaitVolumes(List.of(2));
    assertThat(inbox.of(Kind.SUBSCRIPTION_END)).isEmpty();
  }

  @Test
  void nothingComesAfterUnsubscribeNotEvenANotice() throws Exception {
    SubscriptionHandle made = server.subscribe(push());
    server.publish(1, 1);
    inbox.awaitVolumes(List.of(1));

    server.client().unsubscribe(made.manager());
    server.publish(2, 2);
    assertThatThrownBy(() -> server.client().status(made.manager())).isInstanceOf(SoapFault.class);
    server.subscribe(push());
    server.publish(3, 3);

    inbox.awaitVolumes(List.of(1, 3));
    assertThat(inbox.of(Kind.SUBSCRIPTION_END)).isEmpty();
  }

  /** One of them ended it; the other gets a fault and not silence. */
  @Test
  void ofManyUnsubscribesAtOnceEachIsAnswered() throws Exception {
    for (int round = 0; round < 20; round++) {
      SubscriptionHandle made = server.subscribe(push());
      String request =
          Soap.request(
              Soap.WSE + "/Unsubscribe",
              "<wse:Identifier>" + made.id() + "</wse:Identifier>",
              "<wse:Unsubscribe/>");
      List<CompletableFuture<HttpResponse<String>>> answers =
          IntStream.range(0, 8).mapToObj(i -> server.postLater(request)).toList();

      assertThat(answers)
          .allSatisfy(answer -> assertThat(answer).succeedsWithin(Duration.ofSeconds(10)))
          .filteredOn(answer -> answer.join().statusCode() == 200)
          .hasSize(1);
    }
  }

  @Test
  void anOperatorsEndIsToldToEndTo() throws Exception {
    server.subscribe(push());

    server
        .server()
        .end(
            server.server().subscriptions().get(0).id(),
            EndReason.SOURCE_CANCELLING,
            "The fountains are closed for the holidays.");

    inbox.awaitKind(Kind.SUBSCRIPTION_END, 1);
    assertThat(inbox.of(Kind.SUBSCRIPTION_END).get(0).body().orElseThrow().toString())
        .contains("SourceCancelling")
        .contains("closed for the holidays");
    assertThat(server.server().subscriptions()).isEmpty();
  }

  /** It is not an end: the subscriptions are there again at the next start. */
  @Test
  void theServersStopIsToldToNobody() throws Exception {
    server.subscribe(push());

    server.close();

    assertThat(inbox.of(Kind.SUBSCRIPTION_END)).isEmpty();
  }

  @Test
  void theServersStopAnswersAWaitingPullSoThatItsContextStaysGood() throws Exception {
    SubscriptionHandle pull = server.subscribe(SubscribeOptions.pull());
    CompletableFuture<HttpResponse<String>> waiting = server.postLater(pullRequest(pull));
    await().atMost(SOON).until(() -> server.get("/metrics").statusCode() == 200);

    server.close();

    assertThat(waiting).succeedsWithin(SOON);
    assertThat(waiting.join().body()).contains("TimedOut");
  }

  private static String pullRequest(SubscriptionHandle pull) {
    return Soap.request(
        "http://schemas.xmlsoap.org/ws/2004/09/enumeration/Pull",
        "<wse:Identifier>" + pull.id() + "</wse:Identifier>",
        "<wsen:Pull><wsen:EnumerationContext>"
            + pull.context().orElseThrow()
            + "</wsen:EnumerationContext></wsen:Pull>");
  }

  @Test
  void aSinkThatComesBackGetsEverythingInOrder() throws Exception {
    InetSocketAddress address = new InetSocketAddress(sink.uri().getHost(), sink.uri().getPort());
    server.subscribe(push());
    server.publish(1, 5);
    inbox.awaitVolumes(upTo(5));

    sink.close();
    server.publish(6, 700); // more than a session keeps in memory
    Inbox later = new Inbox();
    try (SinkServer back = SinkServer.start(address, later)) {
      assertThat(back).isNotNull();
      server.publish(701, 705);
      later.awaitVolumes(IntStream.rangeClosed(6, 705).boxed().toList());
    }
  }

  @Test
  void aSinkThatFailsForAWhileGetsEverythingInOrder() throws Exception {
    try (RecordingSink moody = RecordingSink.answering(message -> new Answer(503, ""))) {
      server.subscribe(SubscribeOptions.to(Mode.PUSH, at(moody.uri())));
      server.publish(1, 3);
      moody.awaitMessages(3);
      moody.behave(message -> Answer.ACCEPTED);

      await()
          .atMost(SOON)
          .until(() -> moody.messages().stream().anyMatch(m -> m.text().contains("Volume=\"3\"")));
      List<String> ids =
          moody.messages().stream().map(RecordingSink.Message::id).distinct().toList();
      assertThat(ids).hasSize(3);
      assertThat(moody.messages().get(0).text()).contains("Volume=\"1\"");
    }
  }

  @Test
  void aHungSinkDelaysNobodyElse() throws Exception {
    try (RecordingSink hung = RecordingSink.hanging()) {
      for (int i = 0; i < 20; i++) {
        server.subscribe(SubscribeOptions.to(Mode.PUSH_WITH_ACK, at(hung.uri())));
      }
      server.subscribe(push());
      server.publish(1, 1);
      hung.awaitMessages(1);
      server.publish(2, 400);

      inbox.awaitVolumes(upTo(400));
    }
  }

  @Test
  void deliveryFailureReachesEndToWhenTheRetriesAreSpent() throws Exception {
    try (RecordingSink broken = RecordingSink.answering(message -> new Answer(500, ""))) {
      String reply =
          server
              .post(
                  Soap.request(
                      Soap.WSE + "/Subscribe",
                      "",
                      """
                      <wse:Subscribe><wse:EndTo><wsa:Address>%s</wsa:Address></wse:EndTo>\
                      <wse:Delivery><wse:NotifyTo><wsa:Address>%s</wsa:Address></wse:NotifyTo>\
                      <wsman:ConnectionRetry Total="3">PT0.05S</wsman:ConnectionRetry>\
                      </wse:Delivery></wse:Subscribe>"""
                          .formatted(sink.uri(), broken.uri())))
              .body();
      assertThat(reply).contains("SubscribeResponse");
      server.publish(1, 2);

      inbox.awaitKind(Kind.SUBSCRIPTION_END, 1);
      XmlElement end = inbox.of(Kind.SUBSCRIPTION_END).get(0).body().orElseThrow();
      assertThat(end.toString()).contains("DeliveryFailure").contains("HTTP 500");
      assertThat(broken.messages()).hasSize(4); // the first and three more
      assertThat(server.server().subscriptions()).isEmpty();
    }
  }

  @Test
  void deliveryRefusedEndsTheSubscriptionInSilence() throws Exception {
    String refusal =
        Soap.envelope(
            "",
            """
            <s:Fault><s:Code><s:Value>s:Receiver</s:Value>\
            <s:Subcode><s:Value>wsman:DeliveryRefused</s:Value></s:Subcode></s:Code>\
            <s:Reason><s:Text xml:lang="en">no more</s:Text></s:Reason></s:Fault>""");
    try (RecordingSink refusing = RecordingSink.answering(m -> new Answer(500, refusal))) {
      server.subscribe(SubscribeOptions.to(Mode.PUSH, at(refusing.uri())).endTo(at(sink.uri())));
      server.publish(1, 2);
      await().atMost(SOON).until(() -> server.server().subscriptions().isEmpty());

      server.subscribe(push());
      server.publish(3, 3);
      inbox.awaitVolumes(List.of(3));
      assertThat(inbox.of(Kind.SUBSCRIPTION_END)).isEmpty();
      assertThat(refusing.messages()).hasSize(1);
    }
  }

  /** What is published after the reply is delivered, whatever goes on at the same time. */
  @Test
  void nothingIsLostBetweenTheReplyAndTheFirstEvent() throws Exception {
    CompletableFuture<Void> noise =
        CompletableFuture.runAsync(
            () -> {
              for (int n = 1000; n < 3000; n += 20) {
                publishQuietly(n, n + 19);
              }
            });
    for (int n = 1; n <= 40; n++) {
      Inbox own = new Inbox();
      try (SinkServer each = SinkServer.start(anyPort(), own)) {
        server.subscribe(
            SubscribeOptions.to(Mode.PUSH, at(each.uri()))
                .filter(StartedServer.xpath("/fcs:Usage[@Volume < 100]")));
        server.publish(n, n);
        own.awaitEvents(1);
        assertThat(own.volumes().get(0)).isEqualTo(n);
      }
    }
    assertThat(noise).succeedsWithin(SOON);
  }

  private void publishQuietly(int first, int last) {
    try {
      server.publish(first, last);
    } catch (org.wellspring.client.ExchangeFailed e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void eachWaitingPullIsAnsweredByTheEventItWaitsFor() throws Exception {
    SubscriptionHandle pull = server.subscribe(SubscribeOptions.pull());
    CompletableFuture<HttpResponse<String>> waiting = server.postLater(pullRequest(pull));
    CompletableFuture<HttpResponse<String>> second = server.postLater(pullRequest(pull));
    CompletableFuture.anyOf(waiting, second).join(); // the later of them is refused

    server.publish(7, 7);

    assertThat(CompletableFuture.allOf(waiting, second)).succeedsWithin(SOON);
    assertThat(List.of(waiting.join().body(), second.join().body()))
        .anySatisfy(body -> assertThat(body).contains("Volume=\"7\""))
        .anySatisfy(body -> assertThat(body).contains("Concurrency"));
    assertThat(
            server
                .client()
                .pull(
                    pull.manager(),
                    pull.context().orElseThrow(),
                    OptionalInt.empty(),
                    Optional.empty())
                .items())
        .hasSize(1);
  }
}
